package dev.tasktoken.examples.expense;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tasktoken.pending.PendingTasks;
import org.jspecify.annotations.Nullable;

/** Sends decisions that were recorded but not delivered; a schedule invokes it every few minutes. */
public final class ResendDecisionsHandler implements RequestHandler<Object, Integer> {
    private final PendingTasks pending = Setup.pending(Setup.responder());

    /** Lambda calls this once per instance. */
    public ResendDecisionsHandler() {}

    @Override
    public Integer handleRequest(@Nullable Object schedule, Context context) {
        return pending.resendUndelivered();
    }
}
