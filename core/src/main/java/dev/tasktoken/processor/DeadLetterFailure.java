package dev.tasktoken.processor;

import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.LogText;

/** Fails the task of a message that ended in a dead-letter queue, and gives the reason. */
final class DeadLetterFailure {
    private static final int LONGEST_SOURCE = 200;

    /** The attribute in which SQS names the queue that gave up (SQS API reference, ReceiveMessage). */
    private static final String SOURCE = "DeadLetterQueueSourceArn";

    private DeadLetterFailure() {}

    static Object fail(String payload, CallbackTask task) {
        throw new TaskFailureException(TaskFailure.DEAD_LETTER, reason(task.delivery()));
    }

    private static String reason(Delivery delivery) {
        String source = delivery.attributes().get(SOURCE);
        String from = source == null ? "" : " of " + LogText.text(source, LONGEST_SOURCE);
        String count = delivery.receiveCount().isEmpty()
                ? ""
                : " after " + delivery.receiveCount().getAsInt() + " receives";
        return "The message" + from + " was given up unanswered" + count + " and ended in a dead-letter queue";
    }
}
