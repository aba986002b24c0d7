package dev.tasktoken.spring;

import dev.tasktoken.pages.Approver;
import dev.tasktoken.pages.Question;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.PendingTask;

/**
 * What the inbox and the page behind a link say about tasks, and who may decide them. Define one bean of this type
 * where {@code tasktoken.pages.enabled} is set. Must be thread-safe.
 *
 * <pre>{@code
 * @Component
 * class Expenses implements DecisionPages {
 *     @Override
 *     public Question question(PendingTask task) {
 *         return Question.of("Pay expense " + task.id() + "?")
 *                 .choice(Choice.of("approve", "Approve", new Decision.Success("{}")));
 *     }
 *
 *     @Override
 *     public Approver approver(DecidedBy person) {
 *         return new Approver(person, task -> true, task -> person.roles().contains("finance"));
 *     }
 * }
 * }</pre>
 */
public interface DecisionPages {
    /**
     * Returns what the page of a task says and offers. Called for each request of a task's page, so it must change
     * nothing.
     *
     * @param task the task
     * @return the question and its choices
     */
    Question question(PendingTask task);

    /**
     * Returns what a person may see and decide. Called for each request of the inbox.
     *
     * @param person who has logged in: the name of the request's principal, and those of {@code tasktoken.pages.roles}
     *     that the person has
     * @return the person and their rights
     */
    Approver approver(DecidedBy person);
}
