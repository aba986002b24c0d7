package dev.tasktoken.spring;

import java.lang.reflect.Method;

/** A listener method cannot be used as it is declared or configured. The application does not start. */
final class InvalidListenerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidListenerException(Method method, String problem) {
        this(method.getDeclaringClass().getSimpleName() + "." + method.getName(), problem);
    }

    InvalidListenerException(String listener, String problem) {
        super("The listener " + listener + " " + problem);
    }
}
