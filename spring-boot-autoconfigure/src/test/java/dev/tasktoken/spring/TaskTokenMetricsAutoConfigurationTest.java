package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.micrometer.CallbackMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TaskTokenMetricsAutoConfigurationTest {
    private static final Map<String, Object> ORDER = Map.of("orderId", "1", "cents", 5);

    @Test
    void countsAndTimesByListener() {
        metered().run(context -> {
            Machine.run(context, "orders", ORDER);
            MeterRegistry registry = context.getBean(MeterRegistry.class);

            assertThat(registry.get("tasktoken.received")
                            .tag("listener", "orders.handle")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("tasktoken.worker.receiving")
                            .tag("listener", "orders.handle")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(registry.get("tasktoken.worker.in.flight").gauges()).hasSize(1);
        });
    }

    @Test
    void showsThatAStoppedWorkerReceivesNothing() {
        metered()
                .withPropertyValues("tasktoken.listener.auto-startup=false")
                .run(context -> assertThat(context.getBean(MeterRegistry.class)
                                .get("tasktoken.worker.receiving")
                                .gauge()
                                .value())
                        .isZero());
    }

    @Test
    void backsOffFromTheApplicationsMeters() {
        metered()
                .withBean(CallbackMeters.class, () -> CallbackMeters.of(new SimpleMeterRegistry()))
                .run(context -> assertThat(context).doesNotHaveBean("tasktokenMeters"));
    }

    @Test
    void needsARegistry() {
        Contexts.local()
                .run(context -> assertThat(context)
                        .doesNotHaveBean("tasktokenMeters")
                        .doesNotHaveBean("tasktokenWorkerGauges"));
    }

    @Test
    void needsNoMicrometerOnTheClassPath() {
        Contexts.local()
                .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("tasktokenMeters"));
    }

    private static ApplicationContextRunner metered() {
        return Contexts.local()
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
                .withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new)
                .withBean("orders", Listening.PayloadAndTask.class);
    }
}
