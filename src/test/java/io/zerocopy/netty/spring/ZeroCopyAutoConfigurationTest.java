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
package io.zerocopy.netty.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.SharedBufferPolicy;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyChannelOption;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import io.zerocopy.netty.micrometer.ZeroCopyMeterBinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.http.client.reactive.ClientHttpConnectorAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.web.reactive.ReactiveWebServerFactoryAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/** What is configured when, and that servers and clients then run on it. */
@Timeout(60)
class ZeroCopyAutoConfigurationTest {

    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final int LARGE = 1 << 20;

    private final ReactiveWebApplicationContextRunner application =
            new ReactiveWebApplicationContextRunner(AnnotationConfigReactiveWebServerApplicationContext::new)
                    .withConfiguration(AutoConfigurations.of(ZeroCopyAutoConfiguration.class,
                            ZeroCopyInfoAutoConfiguration.class, ZeroCopyMetricsAutoConfiguration.class,
                            UnsupportedNettyAutoConfiguration.class, ReactiveWebServerFactoryAutoConfiguration.class,
                            ClientHttpConnectorAutoConfiguration.class, SslAutoConfiguration.class))
                    .withBean(HttpHandler.class, () -> (request, response) -> response.writeWith(Mono.fromSupplier(
                            () -> response.bufferFactory().allocateBuffer(LARGE).write(new byte[LARGE]))))
                    .withPropertyValues("server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s");

    @Test
    void serverAndClientRunOnTheTransport() {
        application.withPropertyValues("netty.zerocopy.threshold=0", "netty.zerocopy.slots=1000").run(context -> {
            assertThat(context).hasSingleBean(ReactorResourceFactory.class)
                               .hasSingleBean(ZeroCopyResourceFactory.class)
                               .doesNotHaveBean(UnsupportedNettyAutoConfiguration.class);
            byte[] body = get(context.getBean(ClientHttpConnectorBuilder.class),
                    context.getSourceApplicationContext(AnnotationConfigReactiveWebServerApplicationContext.class)
                           .getWebServer().getPort());
            assertThat(body).isEqualTo(new byte[LARGE]);
            ZeroCopyMetrics metrics = context.getBean(ZeroCopyResourceFactory.class).group()
                                             .map(ZeroCopyEventLoopGroup::metrics).orElseThrow();
            Route expected = ZeroCopy.isAvailable() ? Route.ZERO_COPY : Route.DISABLED;
            // The response, and the request before it.
            assertThat(metrics.bytes(expected)).isGreaterThan(LARGE);
            assertThat(metrics.runs(expected)).isGreaterThanOrEqualTo(2);
            assertThat(metrics.slots()).as("of one event loop or two").isIn(ZeroCopy.isAvailable()
                    ? List.of(1000L, 2000L) : List.of(0L));
        });
    }

    private static byte[] get(ClientHttpConnectorBuilder<?> connector, int port) {
        WebClient client = WebClient.builder().clientConnector(connector.build())
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGE)).build();
        return client.get().uri("http://127.0.0.1:" + port).retrieve().bodyToMono(byte[].class).block(AT_MOST);
    }

    @Test
    void propertiesAreOptionsOfEveryConnection() {
        application.withPropertyValues("netty.zerocopy.threshold=64KB", "netty.zerocopy.in-flight-limit=1MB",
                "netty.zerocopy.learn-path=false", "netty.zerocopy.shared-buffers=copy",
                "netty.zerocopy.close-timeout=3s", "netty.zerocopy.hold-timeout=2m",
                "netty.zerocopy.writability=true").run(context ->
                assertThat(options(context.getBean(ReactorResourceFactory.class).getLoopResources())).contains(
                        entry(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, 64 << 10),
                        entry(ZeroCopyChannelOption.ZERO_COPY_IN_FLIGHT_LIMIT, 1 << 20),
                        entry(ZeroCopyChannelOption.ZERO_COPY_SHARED_BUFFERS, SharedBufferPolicy.COPY),
                        entry(ZeroCopyChannelOption.ZERO_COPY_LEARN_PATH, false),
                        entry(ZeroCopyChannelOption.ZERO_COPY_CLOSE_TIMEOUT, 3000),
                        entry(ZeroCopyChannelOption.ZERO_COPY_HOLD_TIMEOUT, 120_000),
                        entry(ZeroCopyChannelOption.ZERO_COPY_WRITABILITY, true)));
    }

    private static Map<ChannelOption<?>, Object> options(LoopResources loops) {
        Channel channel = loops.onChannel(SocketChannel.class, loops.onClient(true));
        try {
            return channel.config().getOptions();
        } finally {
            channel.unsafe().closeForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"threshold, -2", "threshold, 2GB", "in-flight-limit, -1", "close-timeout, -1s", "close-timeout, 30d",
                "hold-timeout, -1s", "loop-in-flight-limit, -1", "group-in-flight-limit, -1", "arena-limit, 3GB",
                "slots, 0", "slots, 32769", "shutdown-drain, -1ms", "watch-lag, 999us", "watch-lag, -1s",
                "watch-lag, 30d"})
    void nonsenseEndsTheStart(String name, String value) {
        application.withPropertyValues("netty.zerocopy." + name + '=' + value).run(context ->
                assertThat(context).getFailure().rootCause()
                        .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, failure -> {
                            assertThat(failure.getName()).isEqualTo("netty.zerocopy." + name);
                            assertThat(failure.getReason()).startsWith("Must be from ");
                        }));
    }

    @Test
    void lagIsWatchedIfWanted() {
        application.withPropertyValues("netty.zerocopy.watch-lag=1ms").run(context ->
                await().until(() -> lagMicros(context.getBean(ZeroCopyResourceFactory.class)) > 0));
        application.withPropertyValues("netty.zerocopy.watch-lag=0").run(context -> {
            Thread.sleep(100);
            assertThat(lagMicros(context.getBean(ZeroCopyResourceFactory.class))).isZero();
        });
    }

    private static long lagMicros(ZeroCopyResourceFactory factory) {
        return factory.group().map(group -> group.metrics().lagMicros(100)).orElseThrow();
    }

    @Test
    void unknownPolicyEndsTheStart() {
        application.withPropertyValues("netty.zerocopy.shared-buffers=maybe").run(context ->
                assertThat(context).getFailure().rootCause().hasMessageContaining("SharedBufferPolicy.maybe"));
    }

    @Test
    void quietPeriodIsTheApplications() {
        application.withPropertyValues("spring.reactor.netty.shutdown-quiet-period=3s").run(context -> {
            ReactorResourceFactory factory = context.getBean(ReactorResourceFactory.class);
            assertThat(factory).extracting("shutdownQuietPeriod").isEqualTo(Duration.ofSeconds(3));
            factory.setShutdownQuietPeriod(Duration.ZERO);
        });
    }

    @Test
    void stopEndsTheEventLoopsAndStartMakesNewOnes() {
        application.run(context -> {
            ZeroCopyResourceFactory factory = context.getBean(ZeroCopyResourceFactory.class);
            ZeroCopyEventLoopGroup first = factory.group().orElseThrow();
            context.getSourceApplicationContext().stop();
            assertThat(first.isTerminated()).isTrue();
            context.getSourceApplicationContext().start();
            assertThat(factory.group()).get().isNotSameAs(first)
                                       .satisfies(second -> assertThat(second.isShuttingDown()).isFalse());
        });
    }

    @Test
    void itBacksOffIfSwitchedOff() {
        application.withPropertyValues("netty.zerocopy.enabled=false").run(context ->
                assertThat(context).hasSingleBean(ReactorResourceFactory.class)
                                   .doesNotHaveBean(ZeroCopyResourceFactory.class)
                                   .doesNotHaveBean(InfoContributor.class));
    }

    @Test
    void itBacksOffForTheApplicationsOwnFactory() {
        ReactorResourceFactory own = new ReactorResourceFactory();
        application.withBean("own", ReactorResourceFactory.class, () -> own).run(context ->
                assertThat(context).getBean(ReactorResourceFactory.class).isSameAs(own));
    }

    @Test
    void itBacksOffWithoutReactorNetty() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ZeroCopyAutoConfiguration.class,
                        ZeroCopyInfoAutoConfiguration.class, ZeroCopyMetricsAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(HttpResources.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ZeroCopyAutoConfiguration.class)
                                                   .doesNotHaveBean(ZeroCopyInfoAutoConfiguration.class)
                                                   .doesNotHaveBean(ZeroCopyMetricsAutoConfiguration.class));
    }

    @Test
    void infoTellsTheState() {
        application.run(context -> {
            Info.Builder info = new Info.Builder();
            context.getBean(InfoContributor.class).contribute(info);
            Map<?, ?> told = info.build().get("zeroCopy", Map.class);
            assertThat(told.get("state")).asString().startsWith(ZeroCopy.isAvailable() ? "active" : "off, ");
        });
    }

    @Test
    void infoCanBeSwitchedOff() {
        application.withPropertyValues("management.info.zero-copy.enabled=false").run(context ->
                assertThat(context).hasSingleBean(ZeroCopyResourceFactory.class)
                                   .doesNotHaveBean(InfoContributor.class));
    }

    @Test
    void actuatorIsNotNeeded() {
        application.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate")).run(context ->
                assertThat(context).hasNotFailed().hasSingleBean(ZeroCopyResourceFactory.class)
                                   .doesNotHaveBean(ZeroCopyInfoAutoConfiguration.class));
    }

    @Test
    void actuatorBindsTheMeters() {
        application.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
                SimpleMetricsExportAutoConfiguration.class)).run(context ->
                assertThat(context.getBean(MeterRegistry.class).get("netty.zerocopy.active").gauge().value())
                        .isEqualTo(ZeroCopy.isAvailable() ? 1 : 0));
    }

    @Test
    void theApplicationsBinderIsPreferred() {
        ZeroCopyMeterBinder own = new ZeroCopyMeterBinder(Optional::empty);
        application.withBean("own", ZeroCopyMeterBinder.class, () -> own).run(context ->
                assertThat(context).getBean(MeterBinder.class).isSameAs(own));
    }

    @Test
    void noMetersIfSwitchedOff() {
        application.withPropertyValues("netty.zerocopy.enabled=false").run(context ->
                assertThat(context).hasNotFailed().doesNotHaveBean(MeterBinder.class));
    }

    @Test
    void micrometerIsNotNeeded() {
        application.withClassLoader(new FilteredClassLoader("io.micrometer.core")).run(context ->
                assertThat(context).hasNotFailed().hasSingleBean(ZeroCopyResourceFactory.class)
                                   .doesNotHaveBean(ZeroCopyMetricsAutoConfiguration.class));
    }

    @Test
    void bootFindsThem() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, null).getCandidates()).contains(
                ZeroCopyAutoConfiguration.class.getName(), ZeroCopyInfoAutoConfiguration.class.getName(),
                ZeroCopyMetricsAutoConfiguration.class.getName(), UnsupportedNettyAutoConfiguration.class.getName());
    }
}
