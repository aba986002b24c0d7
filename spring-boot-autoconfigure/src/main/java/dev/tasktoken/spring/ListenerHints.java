package dev.tasktoken.spring;

import dev.tasktoken.processor.CallbackTask;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;

/** Declares for a native image what Spring calls and what Jackson binds. No native image was built with it. */
final class ListenerHints implements ReflectiveProcessor {
    private final BindingReflectionHintsRegistrar bound = new BindingReflectionHintsRegistrar();

    @Override
    public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
        if (element instanceof Method method) {
            hints.registerMethod(method, ExecutableMode.INVOKE);
            Arrays.stream(method.getGenericParameterTypes())
                    .filter(type -> type != CallbackTask.class)
                    .forEach(type -> bound.registerReflectionHints(hints, type));
            bound.registerReflectionHints(hints, method.getGenericReturnType());
        }
    }
}
