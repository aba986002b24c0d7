package dev.tasktoken.processor;

import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.delivery.Delivery;
import java.util.regex.Pattern;

/** Fails the task of a message that ended in a dead-letter queue, and gives the reason. */
final class DeadLetterFailure {
    /** The attribute in which SQS names the queue that gave up (SQS API reference, ReceiveMessage). */
    private static final String SOURCE = "DeadLetterQueueSourceArn";

    /** Whatever else has that name may be a sender's attribute, which may hold a token. */
    private static final Pattern QUEUE =
            Pattern.compile("arn:[a-z-]{1,20}:sqs:[a-z0-9-]{1,30}:[0-9]{1,12}:[A-Za-z0-9_-]{1,80}(\\.fifo)?");

    private DeadLetterFailure() {}

    static Object fail(String payload, CallbackTask task) {
        throw new TaskFailureException(TaskFailure.DEAD_LETTER, reason(task.delivery()));
    }

    private static String reason(Delivery delivery) {
        String source = delivery.attributes().get(SOURCE);
        String from = source != null && QUEUE.matcher(source).matches() ? " of " + source : "";
        String count = delivery.receiveCount().isEmpty()
                ? ""
                : " after " + delivery.receiveCount().getAsInt() + " receives";
        return "The message" + from + " was given up unanswered" + count + " and ended in a dead-letter queue";
    }
}
