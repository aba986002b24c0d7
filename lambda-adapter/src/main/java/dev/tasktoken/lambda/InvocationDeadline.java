package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time at which Lambda stops the function. */
final class InvocationDeadline {
    private InvocationDeadline() {}

    /** Returns the time; null if the context is unknown. */
    static @Nullable Instant of(@Nullable Context context) {
        return context == null ? null : Instant.now().plusMillis(context.getRemainingTimeInMillis());
    }
}
