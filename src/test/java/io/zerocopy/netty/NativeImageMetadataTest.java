/*
 * Copyright 2026 The netty-transport-zerocopy authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.zerocopy.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParser;
import org.springframework.boot.json.JsonParserFactory;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the jar tells GraalVM's native-image names things that exist, and names everything of ours that Netty and JNA
 * look up by reflection. Whether an image works, only an image can show.
 */
class NativeImageMetadataTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final Path METADATA =
            CLASSES.resolve("META-INF/native-image/io.zerocopy/netty-transport-zerocopy");
    private static final JsonParser PARSER = JsonParserFactory.getJsonParser();
    /** The attributes of an entry that this test knows how to check. */
    private static final Set<String> ATTRIBUTES =
            Set.of("condition", "name", "fields", "methods", "allDeclaredMethods", "queryAllPublicMethods");

    private static List<Class<?>> classes;

    @BeforeAll
    static void loadClasses() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("io/zerocopy"))) {
            classes = new ArrayList<>();
            files.map(CLASSES::relativize).map(Path::toString).filter(file -> file.endsWith(".class"))
                 .filter(file -> !file.endsWith("package-info.class"))
                 .map(file -> file.replaceAll("\\.class$", "").replace('/', '.')).sorted()
                 .forEach(name -> classes.add(load(name)));
        }
    }

    @Test
    void whatIsNamedExists() throws Exception {
        for (String file : List.of("reflect-config.json", "jni-config.json")) {
            for (Map<String, Object> entry : entries(file).values()) {
                assertThat(ATTRIBUTES).containsAll(entry.keySet());
                assertConditionExists(entry);
                Class<?> type = load((String) entry.get("name"));
                for (Map<String, Object> field : maps(entry.get("fields"))) {
                    assertThat(type.getDeclaredField((String) field.get("name"))).isNotNull();
                }
                for (Map<String, Object> method : maps(entry.get("methods"))) {
                    assertThat(method).as("all that is needed").isEqualTo(
                            Map.of("name", "<init>", "parameterTypes", List.of()));
                    assertThat(type.getConstructor()).isNotNull();
                }
            }
        }
    }

    @Test
    void nativeLibrariesAreIncluded() throws IOException {
        Map<?, ?> resources = (Map<?, ?>) PARSER.parseMap(read("resource-config.json")).get("resources");
        Map<String, Object> included = maps(resources.get("includes")).get(0);
        assertConditionExists(included);
        Pattern pattern = Pattern.compile((String) included.get("pattern"));
        try (Stream<Path> files = Files.walk(CLASSES)) {
            List<String> libraries = files.map(CLASSES::relativize).map(Path::toString)
                    .filter(file -> file.endsWith(".so")).toList();
            assertThat(libraries).isNotEmpty().allMatch(library -> pattern.matcher(library).matches());
        }
    }

    /** JNA looks for the native methods, then binds them through JNI. */
    @Test
    void classesWithNativeMethodsAreNamed() throws IOException {
        List<Class<?>> bound = classes.stream()
                .filter(type -> Stream.of(type.getDeclaredMethods()).anyMatch(m -> Modifier.isNative(m.getModifiers())))
                .toList();
        assertThat(bound).contains(NativeShim.class);
        for (String file : List.of("reflect-config.json", "jni-config.json")) {
            assertNamed(bound, file, "allDeclaredMethods", true);
        }
    }

    /** Bootstraps call their constructors by reflection. */
    @Test
    void channelsAreNamed() throws IOException {
        List<Class<?>> channels = concrete(Channel.class);
        assertThat(channels).contains(ZeroCopySocketChannel.class, ZeroCopyServerSocketChannel.class);
        assertNamed(channels, "reflect-config.json", "methods",
                    List.of(Map.of("name", "<init>", "parameterTypes", List.of())));
    }

    /** Pipelines look up their methods, to skip those that do nothing. */
    @Test
    void handlersAreNamed() throws IOException {
        List<Class<?>> handlers = concrete(ChannelHandler.class);
        assertThat(handlers).contains(AcceptGate.class);
        assertNamed(handlers, "reflect-config.json", "queryAllPublicMethods", true);
    }

    private static void assertNamed(List<Class<?>> types, String file, String attribute, Object value)
            throws IOException {
        Map<String, Map<String, Object>> entries = entries(file);
        for (Class<?> type : types) {
            assertThat(entries).as(file).containsKey(type.getName());
            assertThat(entries.get(type.getName())).as(type.getName()).containsEntry(attribute, value);
        }
    }

    private static void assertConditionExists(Map<String, Object> entry) {
        Map<?, ?> condition = (Map<?, ?>) entry.get("condition");
        assertThat(classes).contains(load((String) condition.get("typeReachable")));
    }

    private static List<Class<?>> concrete(Class<?> supertype) {
        return classes.stream().filter(supertype::isAssignableFrom)
                .filter(type -> !Modifier.isAbstract(type.getModifiers())).toList();
    }

    /** The entries of the file, by the names of their classes. */
    private static Map<String, Map<String, Object>> entries(String file) throws IOException {
        Map<String, Map<String, Object>> entries = new HashMap<>();
        for (Map<String, Object> entry : maps(PARSER.parseList(read(file)))) {
            assertThat(entries.put((String) entry.get("name"), entry)).as("a second entry for %s", entry).isNull();
        }
        assertThat(entries).isNotEmpty();
        return entries;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object list) {
        return list == null ? List.of() : (List<Map<String, Object>>) list;
    }

    private static String read(String file) throws IOException {
        return Files.readString(METADATA.resolve(file));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, NativeImageMetadataTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
