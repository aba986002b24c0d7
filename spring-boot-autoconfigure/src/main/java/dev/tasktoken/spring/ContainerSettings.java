package dev.tasktoken.spring;

import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.config.EndpointRegistrar;
import io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory;
import io.awspring.cloud.sqs.listener.SqsContainerOptions;
import io.awspring.cloud.sqs.listener.acknowledgement.handler.AcknowledgementMode;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.StringValueResolver;

/** Finds out how Spring Cloud AWS acknowledges and hides the messages of a listener method. */
final class ContainerSettings {
    private final BeanFactory beans;
    private final StringValueResolver expressions;

    ContainerSettings(BeanFactory beans, StringValueResolver expressions) {
        this.beans = beans;
        this.expressions = expressions;
    }

    /**
     * The settings of one method.
     *
     * @param id the listener's id
     * @param isAcknowledgedByHand whether the container leaves acknowledging to the listener
     * @param messageVisibility for how long the container hides messages; null if it leaves that to the queue
     */
    record Of(
            String id,
            boolean isAcknowledgedByHand,
            @Nullable Duration messageVisibility) {}

    Of of(Method method) {
        SqsListener annotation = AnnotatedElementUtils.findMergedAnnotation(method, SqsListener.class);
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        if (annotation == null) {
            throw new InvalidListenerException(name, "has a CallbackTask, so it needs an @SqsListener of its own");
        }
        SqsContainerOptions defaults = options(resolved(annotation.factory()));
        String mode = resolved(annotation.acknowledgementMode());
        AcknowledgementMode acknowledgement =
                mode.isEmpty() ? defaults.getAcknowledgementMode() : AcknowledgementMode.valueOf(mode);
        if (acknowledgement == AcknowledgementMode.ALWAYS) {
            throw new InvalidListenerException(
                    name, "is acknowledged ALWAYS, so the message of a task that is not answered would be lost");
        }
        String id = resolved(annotation.id());
        return new Of(
                id.isEmpty() ? name : id,
                acknowledgement == AcknowledgementMode.MANUAL,
                visibility(resolved(annotation.messageVisibilitySeconds()), defaults));
    }

    private static @Nullable Duration visibility(String own, SqsContainerOptions defaults) {
        return own.isEmpty() ? defaults.getMessageVisibility() : Duration.ofSeconds(Long.parseLong(own));
    }

    /** What the factory gives to containers whose annotations leave it open. */
    private SqsContainerOptions options(String factory) {
        String name = factory.isEmpty() ? EndpointRegistrar.DEFAULT_LISTENER_CONTAINER_FACTORY_BEAN_NAME : factory;
        AtomicReference<SqsContainerOptions> options =
                new AtomicReference<>(SqsContainerOptions.builder().build());
        if (beans.getBean(name) instanceof SqsMessageListenerContainerFactory<?> containers) {
            containers.configure(builder -> options.set(builder.build()));
        }
        return options.get();
    }

    private String resolved(String text) {
        String resolved = expressions.resolveStringValue(text);
        return resolved == null ? "" : resolved.strip();
    }
}
