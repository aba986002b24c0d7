package dev.tasktoken.pages;

import dev.tasktoken.pending.Decision;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One thing that a person can decide about a task: a button of the page. Immutable, and thread-safe if its function is.
 *
 * <p>Texts may come from outside: the page escapes them. By default a choice is not dangerous, and asks for a comment
 * only if its decision is made from one.
 *
 * <pre>{@code
 * Choice.of("approve", "Approve", new Decision.Success("{\"approved\":true}")).done("Order 42 is approved.");
 * Choice.of("reject", "Reject", reason -> new Decision.Failure("Rejected", reason)).dangerous().requiresComment();
 * }</pre>
 */
public final class Choice {
    /** The longest comment that a person may write, in characters. */
    public static final int MAX_COMMENT_LENGTH = 1_000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Whether a comment is asked for. */
    enum Comment {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    private final String name;
    private final String button;
    private final Function<String, Decision> decision;
    private final Comment comment;
    private final boolean isDangerous;
    private final String done;

    private Choice(
            String name,
            String button,
            Function<String, Decision> decision,
            Comment comment,
            boolean isDangerous,
            String done) {
        this.name = name;
        this.button = button;
        this.decision = decision;
        this.comment = comment;
        this.isDangerous = isDangerous;
        this.done = done;
    }

    /**
     * Returns a choice whose decision is always the same.
     *
     * @param name what links and forms call it: 1 to 64 letters, digits, {@code .}, {@code _} and {@code -}, and not
     *     {@value ApprovalPage#ALL_CHOICES}
     * @param button the button's text, a verb
     * @param decision what it decides
     * @return the choice
     * @throws IllegalArgumentException if the name is not as described
     */
    public static Choice of(String name, String button, Decision decision) {
        Objects.requireNonNull(decision, "decision");
        return of(name, button, any -> decision, Comment.NONE);
    }

    /**
     * Returns a choice whose decision is made from the person's comment, which is asked for.
     *
     * @param name what links and forms call it: 1 to 64 letters, digits, {@code .}, {@code _} and {@code -}, and not
     *     {@value ApprovalPage#ALL_CHOICES}
     * @param button the button's text, a verb
     * @param decision makes the decision of a comment, which is empty if the person wrote none. It changes nothing, and
     *     makes equal decisions of equal comments. A comment is text from outside: write it into JSON with a JSON
     *     library
     * @return the choice
     * @throws IllegalArgumentException if the name is not as described
     */
    public static Choice of(String name, String button, Function<String, Decision> decision) {
        return of(name, button, Objects.requireNonNull(decision, "decision"), Comment.OPTIONAL);
    }

    private static Choice of(String name, String button, Function<String, Decision> decision, Comment comment) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a choice's name must be 1 to 64 letters, digits, '.', '_' and '-'");
        }
        if (name.equals(ApprovalPage.ALL_CHOICES)) {
            throw new IllegalArgumentException(
                    "a link to \"" + name + "\" offers all choices; name this one otherwise");
        }
        return new Choice(name, Objects.requireNonNull(button, "button"), decision, comment, false, "");
    }

    /**
     * Shows the button as dangerous: it destroys, refuses or cannot be undone.
     *
     * @return a new choice
     */
    public Choice dangerous() {
        return new Choice(name, button, decision, comment, true, done);
    }

    /**
     * Asks for a comment, which the person may leave empty. The comment is recorded with the decision.
     *
     * @return a new choice
     */
    public Choice asksComment() {
        return new Choice(name, button, decision, Comment.OPTIONAL, isDangerous, done);
    }

    /**
     * Asks for a comment, without which the button decides nothing.
     *
     * @return a new choice
     */
    public Choice requiresComment() {
        return new Choice(name, button, decision, Comment.REQUIRED, isDangerous, done);
    }

    /**
     * Sets what the page says after this decision, to the person who pressed the button and to later visitors.
     *
     * @param text a sentence or two
     * @return a new choice
     */
    public Choice done(String text) {
        return new Choice(name, button, decision, comment, isDangerous, Objects.requireNonNull(text, "text"));
    }

    String name() {
        return name;
    }

    String button() {
        return button;
    }

    Decision decide(String words) {
        return decision.apply(words);
    }

    /** Whether it lets the task succeed, which is an approval where several people vote. */
    boolean approves() {
        return decide("") instanceof Decision.Success;
    }

    Comment comment() {
        return comment;
    }

    boolean isDangerous() {
        return isDangerous;
    }

    String done() {
        return done;
    }

    /** Shows the name only. */
    @Override
    public String toString() {
        return "Choice[" + name + "]";
    }
}
