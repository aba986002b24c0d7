package dev.tasktoken.examples.expense;

import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.lambda.DeadLetterHandler;
import dev.tasktoken.service.WorkKind;

/** The function behind the dead-letter queue: fails the task or callback of each message at once. */
public final class DeadExpenseHandler extends DeadLetterHandler {
    /** Lambda calls this once per instance. */
    public DeadExpenseHandler() {
        super(
                Setup.responder(),
                CallbackReader.builder().reads(WorkKind.TASK, WorkKind.CALLBACK).build());
    }
}
