package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An invocation with one delivery. */
final class Invocation {
    private Invocation() {}

    /** Processes the delivery, whatever interrupt flag an earlier invocation left. */
    static Settlement process(Delivery delivery, CallbackProcessor<?> processor) {
        return LeftInterrupt.without(() -> processor.process(delivery));
    }

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
