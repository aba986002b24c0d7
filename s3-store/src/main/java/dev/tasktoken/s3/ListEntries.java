package dev.tasktoken.s3;

import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys of the objects that put records into lists: {@code <prefix><list>/<time>-<other time>/<id>/<name>}. Both
 * times have 15 digits of milliseconds, so that S3 sorts the keys by the first. Of decisions it is counted backwards,
 * so that the newest is the first. The objects are empty: all that is listed of a record is in its key.
 */
record ListEntries(ObjectKeys keys) {
    private static final long LATEST = 999_999_999_999_999L;

    /** No time: sorts before all times. */
    private static final String NEVER = "000000000000000";

    private static final Pattern FORM = Pattern.compile("(\\d{15})-(\\d{15})/([^/]+)/([a-z0-9-]{1,64})");

    /**
     * An entry as it was found.
     *
     * @param objectKey of the entry
     * @param segment encodes the record's id
     * @param name the record's
     */
    record Entry(String objectKey, ListPlace place, String segment, String name) {
        boolean isOver(Instant now) {
            return place.until().map(until -> !until.isAfter(now)).orElse(false);
        }
    }

    /** Returns the common prefix of a list's entries. */
    String under(Listing listing) {
        String list =
                switch (listing) {
                    case WAITING_BY_AGE -> "tokens-by-age/";
                    case WAITING_BY_DEADLINE -> "tokens-by-deadline/";
                    case DECIDED_NEWEST_FIRST -> "decisions-by-age/";
                };
        return keys.prefix() + list;
    }

    /** Returns the keys of all entries of a record. */
    List<String> of(ListedRecord record) {
        return Stream.of(Listing.values())
                .filter(listing -> listing.area() == record.key().area())
                .filter(listing -> listing != Listing.WAITING_BY_DEADLINE
                        || record.place().until().isPresent())
                .map(listing -> of(listing, record))
                .toList();
    }

    /** Returns the keys of all entries of the record that an entry is of. */
    List<String> of(Entry entry, TokenStore.Area area) {
        return Stream.of(Listing.values())
                .filter(listing -> listing.area() == area)
                .filter(listing -> listing != Listing.WAITING_BY_DEADLINE
                        || entry.place().until().isPresent())
                .map(listing -> of(listing, entry.place(), entry.segment(), entry.name()))
                .toList();
    }

    private String of(Listing listing, ListedRecord record) {
        TokenStore.Key key = record.key();
        return of(listing, record.place(), IdSegment.of(key.id()), key.name());
    }

    private String of(Listing listing, ListPlace place, String segment, String name) {
        String at = digits(place.at());
        String until = place.until().map(ListEntries::digits).orElse(NEVER);
        String times =
                switch (listing) {
                    case WAITING_BY_AGE -> at + "-" + until;
                    case WAITING_BY_DEADLINE -> until + "-" + at;
                    case DECIDED_NEWEST_FIRST -> backwards(place.at()) + "-" + until;
                };
        return under(listing) + times + "/" + segment + "/" + name;
    }

    /** Returns the key after which the page's entries begin. */
    String start(ListQuery query) {
        String list = under(query.listing());
        String first =
                switch (query.listing()) {
                    case WAITING_BY_AGE -> list;
                    case WAITING_BY_DEADLINE -> list + behind(digits(query.now()));
                    case DECIDED_NEWEST_FIRST ->
                        query.before()
                                .map(before -> list + behind(backwards(before)))
                                .orElse(list);
                };
        String after = query.after().map(end -> of(query.listing(), end)).orElse("");
        return after.compareTo(first) > 0 ? after : first;
    }

    /** Sorts behind all keys with this time, for "-" sorts before ".". */
    private static String behind(String digits) {
        return digits + ".";
    }

    /** Returns whether the entry, and so all that follow, are behind the part of the list that was asked for. */
    static boolean isBehind(Entry entry, ListQuery query) {
        Optional<Instant> time =
                switch (query.listing()) {
                    case WAITING_BY_AGE -> Optional.of(entry.place().at());
                    case WAITING_BY_DEADLINE -> entry.place().until();
                    case DECIDED_NEWEST_FIRST -> Optional.empty();
                };
        return time.isPresent()
                && query.before().map(before -> !time.get().isBefore(before)).orElse(false);
    }

    /** Reads a key; empty if the object is no entry. */
    Optional<Entry> entry(Listing listing, String objectKey) {
        Matcher form = FORM.matcher(objectKey.substring(under(listing).length()));
        if (!form.matches()) {
            return Optional.empty();
        }
        String first = form.group(1);
        String second = form.group(2);
        ListPlace place =
                switch (listing) {
                    case WAITING_BY_AGE -> new ListPlace(instant(first), until(second));
                    case WAITING_BY_DEADLINE -> new ListPlace(instant(second), until(first));
                    case DECIDED_NEWEST_FIRST ->
                        new ListPlace(Instant.ofEpochMilli(LATEST - Long.parseLong(first)), until(second));
                };
        return Optional.of(new Entry(objectKey, place, form.group(3), form.group(4)));
    }

    private static Optional<Instant> until(String digits) {
        return digits.equals(NEVER) ? Optional.empty() : Optional.of(instant(digits));
    }

    private static Instant instant(String digits) {
        return Instant.ofEpochMilli(Long.parseLong(digits));
    }

    private static String digits(Instant time) {
        return String.format(Locale.ROOT, "%015d", millis(time));
    }

    private static String backwards(Instant time) {
        return String.format(Locale.ROOT, "%015d", LATEST - millis(time));
    }

    /** Times before 1970, and after the year 33,000, are of no task; a cursor from outside may have them. */
    private static long millis(Instant time) {
        long seconds = Math.max(0, Math.min(LATEST / 1000, time.getEpochSecond()));
        return Math.min(LATEST, seconds * 1000 + (seconds == time.getEpochSecond() ? time.getNano() / 1_000_000 : 0));
    }
}
