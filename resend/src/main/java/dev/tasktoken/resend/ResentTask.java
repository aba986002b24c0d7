package dev.tasktoken.resend;

import java.util.Objects;

/**
 * A message that was sent again. Immutable; it has no content of the message, so it can be logged.
 *
 * @param target the queue's URL, the topic's ARN, or the function as its state names it
 * @param id the new message's id; of a function the request's id, or an empty text if Lambda returned none
 */
public record ResentTask(String target, String id) {
    /**
     * Checks that nothing is missing.
     *
     * @param target the queue, topic or function
     * @param id the message's or the request's id
     */
    public ResentTask {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(id, "id");
    }
}
