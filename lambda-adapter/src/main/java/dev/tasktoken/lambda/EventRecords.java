package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of one event, all of which are processed before Lambda is told that some must come again. */
final class EventRecords {
    private final List<Delivery.Builder> records;

    EventRecords(List<Delivery.Builder> records) {
        this.records = records;
    }

    /** An event comes again as a whole, so the records that are settled are found closed then. */
    void process(@Nullable Context context, CallbackProcessor<?> processor) {
        Instant deadline = InvocationDeadline.of(context);
        int again = 0;
        String first = "";
        for (Delivery.Builder record : records) {
            String reason = whyAgain(record, deadline, processor);
            if (reason != null && again++ == 0) {
                first = reason;
            }
        }
        if (again > 0) {
            throw new RedeliveryRequestedException(
                    again + " of " + records.size() + " records must come again; the first: " + first);
        }
    }

    private static @Nullable String whyAgain(
            Delivery.Builder record, @Nullable Instant deadline, CallbackProcessor<?> processor) {
        if (Thread.currentThread().isInterrupted()) {
            return "not started, because the thread was interrupted";
        }
        if (deadline != null) {
            record.deadline(deadline);
        }
        try {
            processor.process(record.build()).settledOrThrow();
            return null;
        } catch (RedeliveryRequestedException e) {
            return e.getMessage();
        }
    }
}
