package dev.tasktoken.spring;

import dev.tasktoken.processor.CallbackTask;
import io.awspring.cloud.sqs.support.resolver.BatchPayloadMethodArgumentResolver;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.support.MessageBuilder;

/** Resolves the payload and the {@link CallbackTask} of a listener method of Spring Cloud AWS that has the latter. */
final class TaskArguments implements HandlerMethodArgumentResolver {
    private static final String VALUES = "tasktoken.values";

    private final List<HandlerMethodArgumentResolver> others;

    /** Leaves what other resolvers know, a header or an acknowledgement, to them. */
    TaskArguments(List<HandlerMethodArgumentResolver> resolvers) {
        this.others = resolvers.stream()
                .filter(resolver -> !(resolver instanceof PayloadMethodArgumentResolver
                        || resolver instanceof BatchPayloadMethodArgumentResolver
                        || resolver instanceof MessageMethodArgumentResolver))
                .toList();
    }

    /** What a processor passes to its handler. */
    private record Values(@Nullable Object payload, CallbackTask task) {}

    static boolean areWantedBy(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(CallbackTask.class);
    }

    /** Adds what a processor passes to its handler. */
    static Message<?> add(Message<?> message, @Nullable Object payload, CallbackTask task) {
        return MessageBuilder.fromMessage(message)
                .setHeader(VALUES, new Values(payload, task))
                .build();
    }

    /** The type of the method's payload; text if it has none. */
    Type payloadType(Method method) {
        return IntStream.range(0, method.getParameterCount())
                .mapToObj(i -> new MethodParameter(method, i))
                .filter(this::isPayload)
                .findFirst()
                .map(MethodParameter::getGenericParameterType)
                .orElse(String.class);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Method method = parameter.getMethod();
        return method != null && areWantedBy(method) && (isTask(parameter) || isPayload(parameter));
    }

    @Override
    public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
        Values values = message.getHeaders().get(VALUES, Values.class);
        if (values == null) {
            throw new IllegalStateException("The message was not passed through a processor: " + parameter);
        }
        return isTask(parameter) ? values.task() : values.payload();
    }

    private boolean isPayload(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(Payload.class)
                || (!isTask(parameter)
                        && !Message.class.isAssignableFrom(parameter.getParameterType())
                        && others.stream().noneMatch(other -> other.supportsParameter(parameter)));
    }

    private static boolean isTask(MethodParameter parameter) {
        return parameter.getParameterType() == CallbackTask.class;
    }
}
