package dev.tasktoken.pending;

import dev.tasktoken.internal.TextCut;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who decided, voted or withdrew, and what they said. You authenticate the person and name their roles; nothing here
 * checks either. Kept with the decision, so put no secret into it. Immutable.
 *
 * <pre>{@code
 * DecidedBy ann = DecidedBy.person("ann@example.com").withRoles("finance").withComment("within budget");
 * }</pre>
 *
 * @param name distinguishes people: 1 to {@value #MAX_NAME_LENGTH} characters. Take it from your login. Case, spaces
 *     around it and Unicode compatibility forms (NFKC) make no other person: nobody votes twice by them
 * @param roles what the person may decide for: at most {@value #MAX_ROLES}, of at most {@value #MAX_NAME_LENGTH}
 *     characters each
 * @param comment why, cut to {@value PendingTaskInfo#MAX_TEXT_LENGTH} characters
 */
public record DecidedBy(String name, Set<String> roles, Optional<String> comment) {
    /** The longest name of a person or role, in characters. */
    public static final int MAX_NAME_LENGTH = 256;

    /** The most roles of a person. */
    public static final int MAX_ROLES = 20;

    /**
     * Checks names and cuts the comment.
     *
     * @param name distinguishes people
     * @param roles what the person may decide for
     * @param comment why
     * @throws IllegalArgumentException if a name is blank or too long, or if there are too many roles
     */
    public DecidedBy {
        requireName("a person's name", name);
        roles = Set.copyOf(roles);
        if (roles.size() > MAX_ROLES) {
            throw new IllegalArgumentException("a person has at most " + MAX_ROLES + " roles, not " + roles.size());
        }
        roles.forEach(role -> requireName("a role", role));
        comment = comment.map(text -> TextCut.marked(text, PendingTaskInfo.MAX_TEXT_LENGTH));
    }

    /**
     * Returns somebody without roles and comment.
     *
     * @param name distinguishes people, 1 to {@value #MAX_NAME_LENGTH} characters
     * @return the person
     * @throws IllegalArgumentException if the name is blank or too long
     */
    public static DecidedBy person(String name) {
        return new DecidedBy(name, Set.of(), Optional.empty());
    }

    /**
     * Returns the same person with these roles.
     *
     * @param roles all of them
     * @return the person
     * @throws IllegalArgumentException if there are too many, or one is blank or too long
     */
    public DecidedBy withRoles(String... roles) {
        return new DecidedBy(name, Set.of(roles), comment);
    }

    /**
     * Returns the same person with a comment.
     *
     * @param comment why
     * @return the person
     */
    public DecidedBy withComment(String comment) {
        return new DecidedBy(name, roles, Optional.of(comment));
    }

    /** The same for all spellings of one name. */
    static String folded(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    static void requireName(String what, String name) {
        Objects.requireNonNull(name, what);
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + MAX_NAME_LENGTH + " characters, not all blank");
        }
    }

    /** Shows no comment. */
    @Override
    public String toString() {
        return "DecidedBy[" + name + ", " + roles + "]";
    }
}
