package dev.tasktoken.pages;

import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.PendingTask;
import java.util.List;
import java.util.Optional;

/**
 * A task, put to one person.
 *
 * @param task the task
 * @param question what the caller says about it
 * @param choices those that this person may choose; empty if there is nothing for them to decide
 * @param person who decides, if it is known
 * @param hidden markup of hidden fields in the form
 * @param note markup below the card
 */
record Asked(
        PendingTask task,
        Question question,
        List<Choice> choices,
        Optional<DecidedBy> person,
        String hidden,
        String note) {
    /** The choice that the form names. A form without one means the only one there is. */
    Optional<Choice> chosen(WebRequest request) {
        if (!request.hasField("choice") && choices.size() == 1) {
            return Optional.of(choices.get(0));
        }
        String name = request.field("choice");
        return choices.stream().filter(choice -> choice.name().equals(name)).findFirst();
    }

    /** Whether one of the choices approves. */
    boolean mayApprove() {
        return choices.stream().anyMatch(Choice::approves);
    }

    /** Who decides, with their comment. */
    Optional<DecidedBy> says(String comment) {
        return person.map(who -> comment.isEmpty() ? who : who.withComment(comment));
    }
}
