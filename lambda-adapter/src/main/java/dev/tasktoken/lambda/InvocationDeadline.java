package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When Lambda will stop the function. */
final class InvocationDeadline {
    private InvocationDeadline() {}

    /** Null if nobody knows. */
    static @Nullable Instant of(@Nullable Context context) {
        return context == null ? null : Instant.now().plusMillis(context.getRemainingTimeInMillis());
    }
}
