package dev.tasktoken.release;

import org.jspecify.annotations.Nullable;

/** The release cannot be made, or not made again. */
final class ReleaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReleaseException(String message) {
        this(message, null);
    }

    ReleaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
