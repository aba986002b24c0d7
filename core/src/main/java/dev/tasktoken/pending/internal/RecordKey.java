package dev.tasktoken.pending.internal;

import dev.tasktoken.pending.TokenStore;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one record under an id; {@link PendingRecords} says what each is for.
 *
 * @param kind what it is
 * @param number counts the tokens that waited under the id, from 1
 * @param attempt the token's fingerprint; empty for the kinds that have none
 * @param suffix which of several of its kind: a vote's number, a note's word; empty for the other kinds
 */
public record RecordKey(Kind kind, int number, String attempt, String suffix) {
    private static final Pattern FORM =
            Pattern.compile("([a-z]+)-(\\d{1,9})(?:-([0-9a-f]{12}))?(?:-([a-z0-9]{1,20}))?");

    public enum Kind {
        PARKED,
        DECIDED,
        CLOSED,
        UNSURE,
        ACCEPTED,
        FORGOTTEN,
        VOTE,
        NOTE;

        TokenStore.Area area() {
            return this == PARKED ? TokenStore.Area.TOKENS : TokenStore.Area.DECISIONS;
        }

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean hasAttempt() {
            return this != PARKED && this != FORGOTTEN;
        }

        private boolean hasSuffix() {
            return this == VOTE || this == NOTE;
        }
    }

    public RecordKey(Kind kind, int number, String attempt) {
        this(kind, number, attempt, "");
    }

    public static RecordKey parked(int number) {
        return new RecordKey(Kind.PARKED, number, "");
    }

    public static RecordKey forgotten(int number) {
        return new RecordKey(Kind.FORGOTTEN, number, "");
    }

    public static RecordKey vote(TokenRecord parked, int entry) {
        return new RecordKey(Kind.VOTE, parked.number(), parked.attempt(), padded(entry));
    }

    /** Empty for a name that is not ours, or of a later version. */
    public static Optional<RecordKey> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.text().equals(form.group(1))
                    && kind.hasAttempt() == (form.group(3) != null)
                    && kind.hasSuffix() == (form.group(4) != null)) {
                String attempt = form.group(3) == null ? "" : form.group(3);
                String suffix = form.group(4) == null ? "" : form.group(4);
                return Optional.of(new RecordKey(kind, Integer.parseInt(form.group(2)), attempt, suffix));
            }
        }
        return Optional.empty();
    }

    public TokenStore.Key under(String id) {
        StringBuilder name = new StringBuilder(kind.text()).append('-').append(padded(number));
        if (!attempt.isEmpty()) {
            name.append('-').append(attempt);
        }
        if (!suffix.isEmpty()) {
            name.append('-').append(suffix);
        }
        return new TokenStore.Key(kind.area(), id, name.toString());
    }

    private static String padded(int number) {
        return String.format(Locale.ROOT, "%06d", number);
    }
}
