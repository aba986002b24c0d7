package dev.tasktoken.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/** Makes the methods that Spring Cloud AWS calls: those with a {@code CallbackTask} run in a processor. */
final class TaskMethodFactory extends DefaultMessageHandlerMethodFactory {
    private final ListenerProcessors processors;
    private final ContainerSettings containers;
    private final TaskVisibility visibility;
    private TaskArguments arguments = new TaskArguments(List.of());

    TaskMethodFactory(ListenerProcessors processors, ContainerSettings containers, TaskVisibility visibility) {
        this.processors = processors;
        this.containers = containers;
        this.visibility = visibility;
    }

    /** Spring Cloud AWS passes its own and the application's. */
    @Override
    public void setArgumentResolvers(@Nullable List<HandlerMethodArgumentResolver> resolvers) {
        List<HandlerMethodArgumentResolver> others = resolvers == null ? List.of() : resolvers;
        arguments = new TaskArguments(others);
        List<HandlerMethodArgumentResolver> all = new ArrayList<>();
        all.add(arguments);
        all.addAll(others);
        super.setArgumentResolvers(all);
    }

    @Override
    public InvocableHandlerMethod createInvocableHandlerMethod(Object bean, Method method) {
        InvocableHandlerMethod plain = super.createInvocableHandlerMethod(bean, method);
        if (!TaskArguments.areWantedBy(method)) {
            return plain;
        }
        ContainerSettings.Of settings = containers.of(method);
        return new TaskMethod(
                plain,
                handler -> processors.processor(settings.id(), arguments.payloadType(method), null, handler),
                settings,
                visibility);
    }
}
