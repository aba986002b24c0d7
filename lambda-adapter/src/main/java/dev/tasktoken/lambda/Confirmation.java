package dev.tasktoken.lambda;

import dev.tasktoken.pending.Decision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a {@link ConfirmationPage} asks, and what a press of its button decides.
 *
 * <p>All texts may come from outside, from an order for instance: the page escapes them. Of each text the first 1,000
 * characters are shown, of the details the first 50. Immutable.
 *
 * <pre>{@code
 * Confirmation.of("Confirm order 42?", "Confirm", new Decision.Success(order.toJson()))
 *         .detail("Customer", order.customerName())
 *         .done("Order 42 is confirmed.");
 * }</pre>
 *
 * @param question the page's heading
 * @param details what is being decided: values by their labels
 * @param button the label of the button
 * @param decision what a press of it decides
 * @param done what the page says when it was decided so
 */
public record Confirmation(
        String question, Map<String, String> details, String button, Decision decision, String done) {
    /**
     * Checks that nothing is null, and copies the details in their order.
     *
     * @param question the page's heading
     * @param details what is being decided: values by their labels
     * @param button the label of the button
     * @param decision what a press of it decides
     * @param done what the page says when it was decided so
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
     * @param decision what a press of it decides
     * @return the confirmation
     */
    public static Confirmation of(String question, String button, Decision decision) {
        return new Confirmation(question, Map.of(), button, decision, "Your answer: " + button + ".");
    }

    /**
     * Adds a detail below those there are.
     *
     * @param label what it is
     * @param value the value; line breaks are kept
     * @return a new confirmation
     */
    public Confirmation detail(String label, String value) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(label, Objects.requireNonNull(value, "value"));
        return new Confirmation(question, more, button, decision, done);
    }

    /**
     * Sets what the page says when it was decided so, to whoever pressed the button and to whoever comes later.
     *
     * @param text a sentence or two
     * @return a new confirmation
     */
    public Confirmation done(String text) {
        return new Confirmation(question, details, button, decision, text);
    }

    /** Tells the question and the decision's kind, no details: they are business data. */
    @Override
    public String toString() {
        return "Confirmation[" + question + ", " + decision + "]";
    }
}
