package dev.tasktoken.spring;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.processor.CallbackListener;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Configures the workers of methods with {@link TaskTokenListener}, if there are a {@link TokenResponder} and an
 * {@link SqsClient}. With {@code spring.threads.virtual.enabled} handlers run on virtual threads.
 */
@AutoConfiguration(after = TaskTokenAutoConfiguration.class)
@ConditionalOnBean({TokenResponder.class, SqsClient.class})
public final class TaskTokenListenerAutoConfiguration {
    TaskTokenListenerAutoConfiguration() {}

    @Bean
    static ListenerMethods tasktokenListenerMethods(ConfigurableBeanFactory beans) {
        return new ListenerMethods(beans);
    }

    @Bean
    static ListenersStayEager tasktokenListenersStayEager() {
        return new ListenersStayEager();
    }

    @Bean
    ListenerProcessors tasktokenListenerProcessors(
            TokenResponder responder,
            CallbackReader reader,
            TaskTokenProperties properties,
            ObjectProvider<CallbackListener> listeners,
            ObjectProvider<CallbackProcessorCustomizer> customizers) {
        return new ListenerProcessors(responder, reader, properties.listener(), listeners, customizers);
    }

    @Bean
    ListenerWorkers tasktokenListenerWorkers(
            SqsClient sqs,
            ListenerProcessors processors,
            TaskTokenProperties properties,
            ObjectProvider<SqsWorkerCustomizer> customizers,
            ConfigurableBeanFactory beans,
            Environment environment) {
        return new ListenerWorkers(
                sqs,
                processors,
                properties.listener(),
                customizers,
                new EmbeddedValueResolver(beans),
                handlerThreads(environment));
    }

    @Bean(ListenerMethods.CALLER)
    TaskTokenListeners tasktokenListeners(
            ListenerMethods methods,
            ListenerWorkers workers,
            TaskTokenProperties properties,
            ApplicationContext context) {
        return new TaskTokenListeners(methods, workers, properties.listener().autoStartup(), context);
    }

    private static @Nullable ThreadFactory handlerThreads(Environment environment) {
        return Threading.VIRTUAL.isActive(environment)
                ? new VirtualThreadTaskExecutor("tasktoken-").getVirtualThreadFactory()
                : null;
    }
}
