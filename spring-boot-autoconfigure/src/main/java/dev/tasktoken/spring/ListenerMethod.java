package dev.tasktoken.spring;

import dev.tasktoken.processor.CallbackTask;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.GenericTypeResolver;
import org.springframework.util.ReflectionUtils;

/**
 * A method with {@link TaskTokenListener} of a bean.
 *
 * @param id the listener's id
 * @param beanName the bean's name
 * @param bean the bean, a proxy if it has one
 * @param method can be called on the bean
 * @param payload the payload's type
 * @param annotation what the method asks for
 */
record ListenerMethod(
        String id, String beanName, Object bean, Method method, Type payload, TaskTokenListener annotation) {

    /** Finds out what the method takes. */
    static ListenerMethod of(String beanName, Object bean, Method method, TaskTokenListener annotation) {
        String id = annotation.id().isEmpty() ? beanName + "." + method.getName() : annotation.id();
        Method callable = AopUtils.selectInvocableMethod(method, bean.getClass());
        ReflectionUtils.makeAccessible(callable);
        return new ListenerMethod(
                id, beanName, bean, callable, payload(method, AopUtils.getTargetClass(bean)), annotation);
    }

    /** Calls the method. What it throws is thrown as it is. */
    @Nullable Object call(@Nullable Object payload, CallbackTask task) throws Exception {
        @Nullable Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = isTask(method, i) ? task : payload;
        }
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException e) {
            ReflectionUtils.rethrowException(e.getTargetException());
            throw e;
        }
    }

    /** Names the method for a person. */
    String description() {
        return AopUtils.getTargetClass(bean).getSimpleName() + "." + method.getName();
    }

    private static Type payload(Method method, Class<?> target) {
        int[] payloads = IntStream.range(0, method.getParameterCount())
                .filter(i -> !isTask(method, i))
                .toArray();
        if (payloads.length > 1) {
            throw new InvalidListenerException(
                    method,
                    "has " + payloads.length + " parameters beside CallbackTask, but a message has one payload");
        }
        return payloads.length == 0
                ? String.class
                : GenericTypeResolver.resolveType(method.getGenericParameterTypes()[payloads[0]], target);
    }

    private static boolean isTask(Method method, int parameter) {
        return method.getParameterTypes()[parameter] == CallbackTask.class;
    }
}
