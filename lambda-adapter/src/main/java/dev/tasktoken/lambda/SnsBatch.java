package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of one SNS event. It processes all of them before it requests a redelivery. */
final class SnsBatch {
    private final List<Delivery.Builder> records;

    SnsBatch(List<Delivery.Builder> records) {
        this.records = records;
    }

    /**
     * Processes the records. Lambda redelivers an event as a whole; the tasks of settled records are found closed then.
     */
    void process(@Nullable Context context, CallbackProcessor<?> processor) {
        Instant deadline = InvocationDeadline.of(context);
        LeftInterrupt interrupt = new LeftInterrupt();
        interrupt.setAside();
        int unsettled = 0;
        String first = "";
        for (Delivery.Builder record : records) {
            String reason = processRecord(record, deadline, processor);
            if (reason == null) {
                interrupt.setAside();
            } else if (unsettled++ == 0) {
                first = reason;
            }
        }
        interrupt.restore();
        if (unsettled > 0) {
            throw new RedeliveryRequestedException(
                    unsettled + " of " + records.size() + " records must be redelivered; the first: " + first);
        }
    }

    /** Returns why the record must be redelivered; null if it is settled. */
    private static @Nullable String processRecord(
            Delivery.Builder record, @Nullable Instant deadline, CallbackProcessor<?> processor) {
        if (Thread.currentThread().isInterrupted()) {
            return "not started, because the thread was interrupted";
        }
        if (deadline != null) {
            record.deadline(deadline);
        }
        try {
            processor.process(record.build()).acknowledgedOrThrow();
            return null;
        } catch (RedeliveryRequestedException e) {
            return e.getMessage();
        }
    }
}
