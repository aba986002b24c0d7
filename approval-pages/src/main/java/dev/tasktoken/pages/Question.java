package dev.tasktoken.pages;

import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.RecordedDecision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a page says about a task, and what can be decided. Immutable.
 *
 * <p>All texts may come from outside, for instance from an order: the page escapes them. It shows the first 1,000
 * characters of each text, and the first 50 details. A label like {@code CustomerName} is shown as "Customer name".
 *
 * <pre>{@code
 * Question.of("Approve order 42?")
 *         .detail("CustomerName", order.customerName())
 *         .choice(Choice.of("approve", "Approve", new Decision.Success(order.toJson())))
 *         .choice(Choice.of("reject", "Reject", reason -> new Decision.Failure("Rejected", reason)).dangerous());
 * }</pre>
 */
public final class Question {
    private final String title;
    private final Map<String, String> details;
    private final List<Choice> choices;

    private Question(String title, Map<String, String> details, List<Choice> choices) {
        this.title = title;
        this.details = details;
        this.choices = choices;
    }

    /**
     * Returns a question without details and choices.
     *
     * @param title the page's heading
     * @return the question
     */
    public static Question of(String title) {
        return new Question(Objects.requireNonNull(title, "title"), Map.of(), List.of());
    }

    /**
     * Adds a detail below the others.
     *
     * @param label the detail's label
     * @param value the value; line breaks are kept
     * @return a new question
     */
    public Question detail(String label, String value) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(Objects.requireNonNull(label, "label"), Objects.requireNonNull(value, "value"));
        return new Question(title, Collections.unmodifiableMap(more), choices);
    }

    /**
     * Adds a choice behind the others. The first is shown as the expected one, unless it is dangerous.
     *
     * @param choice the choice
     * @return a new question
     * @throws IllegalArgumentException if there is one of its name
     */
    public Question choice(Choice choice) {
        if (choice(choice.name()).isPresent()) {
            throw new IllegalArgumentException("there is a choice of that name already: " + choice.name());
        }
        List<Choice> more = new ArrayList<>(choices);
        more.add(choice);
        return new Question(title, details, List.copyOf(more));
    }

    String title() {
        return title;
    }

    Map<String, String> details() {
        return details;
    }

    List<Choice> choices() {
        return choices;
    }

    Optional<Choice> choice(String name) {
        return choices.stream().filter(choice -> choice.name().equals(name)).findFirst();
    }

    /** The choice that makes this decision of its comment; empty if it was decided elsewhere. */
    Optional<Choice> choiceOf(RecordedDecision recorded) {
        String comment = recorded.by().flatMap(DecidedBy::comment).orElse("");
        return choices.stream()
                .filter(choice -> makes(choice, comment, recorded.decision()))
                .findFirst();
    }

    /** A choice whose function cannot read the comment of another one did not make the decision. */
    private static boolean makes(Choice choice, String comment, Decision decision) {
        try {
            return choice.decide(comment).equals(decision);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Leaves out the details, which are business data. */
    @Override
    public String toString() {
        return "Question[" + choices + "]";
    }
}
