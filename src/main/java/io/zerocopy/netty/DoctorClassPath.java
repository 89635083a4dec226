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

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Where the {@link Doctor} finds JNA when it was started without: beside our own jar, in a folder {@code lib} near it,
 * or in the local Maven repository. (A {@code Class-Path} in the manifest would do some of it, but makes
 * {@code javac -Xlint} complain to everybody who compiles against the jar without having those files.)
 */
final class DoctorClassPath {

    // Neither jna-platform nor the sources.
    private static final Pattern JNA_JAR = Pattern.compile("jna-\\d[\\d.]*\\.jar");
    private static final String JNA_IN_REPOSITORY = "net/java/dev/jna/jna";
    // io/zerocopy/netty-transport-zerocopy/<version>/<jar>
    private static final int DEPTH_IN_REPOSITORY = 5;

    private final Path ownLocation;
    private final UnaryOperator<String> properties;

    /**
     * @param ownLocation our jar or the folder of our classes, {@code null} if there is no such thing
     */
    DoctorClassPath(Path ownLocation, UnaryOperator<String> properties) {
        this.ownLocation = ownLocation;
        this.properties = properties;
    }

    static DoctorClassPath ofThisProcess() {
        return new DoctorClassPath(locationOf(Doctor.class), System::getProperty);
    }

    static boolean hasJna(ClassLoader loader) {
        try {
            Class.forName("com.sun.jna.Native", false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** The jar or folder that a class comes from, or {@code null}. */
    static Path locationOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | RuntimeException e) {
            // A jar inside of a jar, for example.
            return null;
        }
    }

    /** The JNA jar to use: of the first place that has one, our version or else the newest. */
    Optional<Path> findJna() {
        return folders().stream()
                .map(DoctorClassPath::jnaJars)
                .filter(jars -> !jars.isEmpty())
                .map(jars -> jars.stream().max(Comparator.comparing(DoctorClassPath::version)).orElseThrow())
                .findFirst();
    }

    /** A class loader with nothing but our own classes and JNA. */
    URLClassLoader loaderWith(Path jna) throws IOException {
        URL[] urls = {ownLocation.toUri().toURL(), jna.toUri().toURL()};
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    /** How to start the report with JNA. */
    String commandLine() {
        String own = ownLocation == null ? "netty-transport-zerocopy.jar" : ownLocation.toString();
        return "java -cp " + own + ":jna-" + Doctor.JNA_VERSION + ".jar " + Doctor.class.getName();
    }

    private List<Path> folders() {
        if (ownLocation == null) {
            return List.of();
        }
        List<Path> folders = new ArrayList<>();
        Path home = ownLocation.toAbsolutePath().getParent();
        if (home != null) {
            folders.add(home);
            folders.add(home.resolve("lib"));
            folders.add(home.resolveSibling("lib"));
        }
        addRepository(folders, repositoryAround(ownLocation.toAbsolutePath()));
        String local = properties.apply("maven.repo.local");
        addRepository(folders, local == null ? null : Path.of(local));
        String user = properties.apply("user.home");
        addRepository(folders, user == null ? null : Path.of(user, ".m2", "repository"));
        return folders;
    }

    private static Path repositoryAround(Path jar) {
        int depth = jar.getNameCount() - DEPTH_IN_REPOSITORY;
        if (depth < 0 || !jar.subpath(depth, jar.getNameCount()).startsWith("io/zerocopy/netty-transport-zerocopy")) {
            return null;
        }
        return depth == 0 ? jar.getRoot() : jar.getRoot().resolve(jar.subpath(0, depth));
    }

    private static void addRepository(List<Path> folders, Path repository) {
        if (repository == null) {
            return;
        }
        List<Path> versions = list(repository.resolve(JNA_IN_REPOSITORY));
        versions.sort(Comparator.comparing(DoctorClassPath::version).reversed());
        folders.addAll(versions);
    }

    private static List<Path> jnaJars(Path folder) {
        List<Path> jars = list(folder);
        jars.removeIf(jar -> !JNA_JAR.matcher(jar.getFileName().toString()).matches() || !Files.isReadable(jar));
        return jars;
    }

    private static List<Path> list(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (IOException | RuntimeException e) {
            // Not there, or not for us: the next place may do.
            return new ArrayList<>();
        }
        return entries;
    }

    /** A key that sorts versions, with the one this jar was built with above all others. */
    private static String version(Path path) {
        String name = path.getFileName().toString();
        String digits = name.replaceFirst("^jna-", "").replaceFirst("\\.jar$", "");
        if (digits.equals(Doctor.JNA_VERSION)) {
            return "~";
        }
        StringBuilder key = new StringBuilder();
        for (String part : digits.split("\\.", -1)) {
            key.append(" ".repeat(Math.max(0, 8 - part.length()))).append(part);
        }
        return key.toString();
    }
}
