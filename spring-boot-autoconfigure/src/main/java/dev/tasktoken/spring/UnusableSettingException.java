package dev.tasktoken.spring;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A property asks for something that cannot be set up. The application does not start. */
final class UnusableSettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String action;

    /**
     * Says what to change.
     *
     * @param setting the property with its value, unless that is a secret
     * @param problem what keeps it from being used
     * @param action what to do about it
     */
    UnusableSettingException(String setting, String problem, String action) {
        super(setting + " " + problem);
        this.action = action;
    }

    /**
     * Names the property whose value a builder refuses. Shows of the value what the builder shows.
     *
     * @param setting the property, or those that do not fit together
     * @param refusal by the builder
     * @return the exception
     */
    static UnusableSettingException refused(String setting, RuntimeException refusal) {
        UnusableSettingException unusable = new UnusableSettingException(
                setting,
                "cannot be used: " + refusal.getMessage(),
                "Correct the value. The guide lists all properties.");
        unusable.initCause(refusal);
        return unusable;
    }

    /**
     * Gives a property's value to a builder.
     *
     * @param setting the property
     * @param value what it says; null leaves the builder's default
     * @param setter of the builder
     * @throws UnusableSettingException if the builder refuses the value
     */
    static <T> void set(String setting, @Nullable T value, Consumer<T> setter) {
        try {
            if (value != null) {
                setter.accept(value);
            }
        } catch (IllegalArgumentException e) {
            throw refused(setting, e);
        }
    }

    String action() {
        return action;
    }
}
