package dev.tasktoken.spring;

import io.awspring.cloud.sqs.config.EndpointRegistrar;
import io.awspring.cloud.sqs.config.MethodPayloadTypeInferrer;
import io.awspring.cloud.sqs.config.SqsListenerConfigurer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Configures the application's own methods with {@code @SqsListener} of Spring Cloud AWS that have a parameter of type
 * {@code CallbackTask}: their payload is read and bound, their tasks are answered, and their messages are acknowledged
 * if they are settled. Other methods stay as they are.
 */
@AutoConfiguration(after = TaskTokenListenerAutoConfiguration.class)
@ConditionalOnClass(SqsListenerConfigurer.class)
@ConditionalOnBean(ListenerProcessors.class)
public final class TaskTokenSqsListenerAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(TaskTokenSqsListenerAutoConfiguration.class);

    TaskTokenSqsListenerAutoConfiguration() {}

    @Bean
    SqsListenerConfigurer tasktokenSqsListenerConfigurer(
            ListenerProcessors processors,
            SqsClient sqs,
            TaskTokenProperties properties,
            ConfigurableBeanFactory beans) {
        ContainerSettings containers = new ContainerSettings(beans, new EmbeddedValueResolver(beans));
        TaskVisibility visibility =
                new TaskVisibility(sqs, properties.listener().visibilityTimeout());
        TaskMethodFactory methods = new TaskMethodFactory(processors, containers, visibility);
        return registrar -> configure(registrar, methods);
    }

    /** Leaves a factory of the application's own in place: then nothing here applies. */
    private static void configure(EndpointRegistrar registrar, TaskMethodFactory methods) {
        if (registrar.getMessageHandlerMethodFactory().getClass() != DefaultMessageHandlerMethodFactory.class) {
            LOG.warn("A MessageHandlerMethodFactory is configured, so no @SqsListener can have a CallbackTask");
            return;
        }
        registrar.setMessageHandlerMethodFactory(methods);
        MethodPayloadTypeInferrer inferrer = registrar.getMethodPayloadTypeInferrer();
        if (inferrer != null) {
            registrar.setMethodPayloadTypeInferrer(leavingTasksAlone(inferrer));
        }
    }

    /** The body of a task's message stays text, for a processor to read. */
    private static MethodPayloadTypeInferrer leavingTasksAlone(MethodPayloadTypeInferrer inferrer) {
        return (method, resolvers) ->
                TaskArguments.areWantedBy(method) ? null : inferrer.inferPayloadType(method, resolvers);
    }
}
