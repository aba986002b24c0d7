package dev.tasktoken.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Configures the health contributor {@code tasktoken}: whether every listener can receive messages and answer their
 * tasks.
 */
@AutoConfiguration(after = TaskTokenListenerAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(TaskTokenListeners.class)
@ConditionalOnEnabledHealthIndicator("tasktoken")
public final class TaskTokenHealthAutoConfiguration {
    TaskTokenHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "tasktokenHealthIndicator")
    ListenersHealth tasktokenHealthIndicator(TaskTokenListeners listeners, ListenerProcessors processors) {
        return new ListenersHealth(listeners::statuses, processors::missingPermissions);
    }
}
