package dev.tasktoken.pending;

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
 */
record RecordKey(Kind kind, int number, String attempt) {
    private static final Pattern FORM = Pattern.compile("([a-z]+)-(\\d{1,9})(?:-([0-9a-f]{12}))?");

    enum Kind {
        PARKED,
        DECIDED,
        CLOSED,
        UNSURE,
        ACCEPTED,
        FORGOTTEN;

        TokenStore.Area area() {
            return this == PARKED ? TokenStore.Area.TOKENS : TokenStore.Area.DECISIONS;
        }

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean hasAttempt() {
            return this != PARKED && this != FORGOTTEN;
        }
    }

    static RecordKey parked(int number) {
        return new RecordKey(Kind.PARKED, number, "");
    }

    static RecordKey forgotten(int number) {
        return new RecordKey(Kind.FORGOTTEN, number, "");
    }

    /** Empty for a name that is not ours, or of a later version. */
    static Optional<RecordKey> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.text().equals(form.group(1)) && kind.hasAttempt() == (form.group(3) != null)) {
                String attempt = form.group(3) == null ? "" : form.group(3);
                return Optional.of(new RecordKey(kind, Integer.parseInt(form.group(2)), attempt));
            }
        }
        return Optional.empty();
    }

    TokenStore.Key under(String id) {
        String name = kind.text() + "-" + String.format(Locale.ROOT, "%06d", number);
        return new TokenStore.Key(kind.area(), id, attempt.isEmpty() ? name : name + "-" + attempt);
    }
}
