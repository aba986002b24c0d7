package dev.tasktoken.lambda;

import dev.tasktoken.pending.Decision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The question of a {@link ConfirmationPage}, and the decision that its button submits.
 *
 * <p>All texts may come from outside, for instance from an order: the page escapes them. It shows the first 1,000
 * characters of each text, and the first 50 details. Immutable.
 *
 * <pre>{@code
 * Confirmation.of("Confirm order 42?", "Confirm", new Decision.Success(order.toJson()))
 *         .detail("Customer", order.customerName())
 *         .done("Order 42 is confirmed.");
 * }</pre>
 *
 * @param question the page's heading
 * @param details labels and values that describe the task
 * @param button the label of the button
 * @param decision the decision that the button submits
 * @param done the text of the page after this decision
 */
public record Confirmation(
        String question, Map<String, String> details, String button, Decision decision, String done) {
    /**
     * Checks that nothing is null, and copies the details in their order.
     *
     * @param question the page's heading
     * @param details labels and values that describe the task
     * @param button the label of the button
     * @param decision the decision that the button submits
     * @param done the text of the page after this decision
     */
    public Confirmation {
        Objects.requireNonNull(question, "question");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        Objects.requireNonNull(button, "button");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(done, "done");
    }

    /**
     * Returns a confirmation without details.
     *
     * @param question the page's heading
     * @param button the label of the button
     * @param decision the decision that the button submits
     * @return the confirmation
     */
    public static Confirmation of(String question, String button, Decision decision) {
        return new Confirmation(question, Map.of(), button, decision, "Your answer: " + button + ".");
    }

    /**
     * Adds a detail below the others.
     *
     * @param label the detail's label
     * @param value the value; line breaks are kept
     * @return a new confirmation
     */
    public Confirmation detail(String label, String value) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(label, Objects.requireNonNull(value, "value"));
        return new Confirmation(question, more, button, decision, done);
    }

    /**
     * Sets the text of the page after this decision, for the person who pressed the button and for later visitors.
     *
     * @param text a sentence or two
     * @return a new confirmation
     */
    public Confirmation done(String text) {
        return new Confirmation(question, details, button, decision, text);
    }

    /** Shows the question and the kind of decision. Leaves out the details, which are business data. */
    @Override
    public String toString() {
        return "Confirmation[" + question + ", " + decision + "]";
    }
}
