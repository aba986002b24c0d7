package dev.tasktoken.spring;

import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.processor.TaskHandler;
import dev.tasktoken.sqs.SqsMessages;
import io.awspring.cloud.sqs.listener.SqsHeaders;
import io.awspring.cloud.sqs.listener.acknowledgement.Acknowledgement;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.util.ReflectionUtils;

/**
 * A listener method of Spring Cloud AWS that is the handler of a processor. Returns if the message is settled, so that
 * it is acknowledged, and throws if it is to be redelivered. The container's interceptors, error handler and
 * observation see the message as ever.
 */
final class TaskMethod extends InvocableHandlerMethod {
    private static final MethodParameter NOTHING = new MethodParameter(
            Objects.requireNonNull(ReflectionUtils.findMethod(Object.class, "notify"), "notify"), -1);

    private static final ThreadLocal<Message<?>> CURRENT = new ThreadLocal<>();

    private final InvocableHandlerMethod method;
    private final CallbackProcessor<Object> processor;
    private final ContainerSettings.Of settings;
    private final TaskVisibility visibility;

    TaskMethod(
            InvocableHandlerMethod method,
            Function<TaskHandler<Object>, CallbackProcessor<Object>> processor,
            ContainerSettings.Of settings,
            TaskVisibility visibility) {
        super(method);
        this.method = method;
        this.processor = processor.apply(this::handle);
        this.settings = settings;
        this.visibility = visibility;
    }

    @Override
    public @Nullable Object invoke(Message<?> message, @Nullable Object... provided) {
        software.amazon.awssdk.services.sqs.model.Message source = source(message);
        String queueUrl = header(message, SqsHeaders.SQS_QUEUE_URL_HEADER, String.class);
        CURRENT.set(message);
        try {
            Settlement settlement =
                    SqsMessages.process(source, processor, visibility.of(queueUrl, settings.messageVisibility()));
            visibility.releaseIfInterrupted(queueUrl, source, settlement);
            settlement.acknowledgedOrThrow();
        } finally {
            CURRENT.remove();
        }
        if (settings.isAcknowledgedByHand()) {
            Acknowledgement.acknowledge(message);
        }
        return null;
    }

    /** Nothing: the processor waits for a stage and sends what it is completed with. */
    @Override
    public MethodParameter getReturnType() {
        return NOTHING;
    }

    /** Called on the thread that calls {@link #invoke}, since messages of SQS have no deadline. */
    private @Nullable Object handle(@Nullable Object payload, CallbackTask task) throws Exception {
        return method.invoke(TaskArguments.add(CURRENT.get(), payload, task));
    }

    /** The SDK's message, with the body that an interceptor may have put in place of its own. */
    private static software.amazon.awssdk.services.sqs.model.Message source(Message<?> message) {
        software.amazon.awssdk.services.sqs.model.Message received = header(
                message, SqsHeaders.SQS_SOURCE_DATA_HEADER, software.amazon.awssdk.services.sqs.model.Message.class);
        return message.getPayload() instanceof String body && !body.equals(received.body())
                ? received.toBuilder().body(body).build()
                : received;
    }

    private static <T> T header(Message<?> message, String name, Class<T> type) {
        T value = message.getHeaders().get(name, type);
        if (value == null) {
            throw new IllegalStateException("The message has no header " + name
                    + "; a message converter or an interceptor of the application removed it");
        }
        return value;
    }
}
