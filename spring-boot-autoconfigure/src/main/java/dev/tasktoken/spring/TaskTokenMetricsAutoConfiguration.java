package dev.tasktoken.spring;

import dev.tasktoken.micrometer.CallbackMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Configures {@link CallbackMeters} for every listener, with the tag {@code listener}, unless the application defines
 * its own, and gauges of the workers.
 */
@AutoConfiguration(
        after = TaskTokenListenerAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({MeterRegistry.class, CallbackMeters.class})
@ConditionalOnBean({MeterRegistry.class, TaskTokenListeners.class})
public final class TaskTokenMetricsAutoConfiguration {
    TaskTokenMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(CallbackMeters.class)
    CallbackProcessorCustomizer tasktokenMeters(MeterRegistry registry) {
        return (listenerId, builder) -> builder.listener(CallbackMeters.of(registry, Tags.of("listener", listenerId)));
    }

    @Bean
    MeterBinder tasktokenWorkerGauges(TaskTokenListeners listeners, ListenerMethods methods) {
        return new WorkerGauges(listeners, methods);
    }
}
