package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tasktoken.delivery.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Adds the function's context to a delivery. */
final class Invocation {
    private Invocation() {}

    /** Adds the request id, for log lines, and the time at which Lambda stops the function. */
    static Delivery delivery(Delivery.Builder delivery, @Nullable Context context) {
        Instant end = InvocationDeadline.of(context);
        if (context != null && end != null) {
            String requestId = context.getAwsRequestId();
            if (requestId != null) {
                delivery.id(requestId);
            }
            delivery.deadline(end);
        }
        return delivery.build();
    }
}
