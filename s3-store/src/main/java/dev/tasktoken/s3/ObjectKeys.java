package dev.tasktoken.s3;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The object keys of records: {@code <prefix>tokens/<id>/<name>} and {@code <prefix>decisions/<id>/<name>}. With a
 * prefix of 256, an id of 200 and a name of 64 characters that is about half of the 1,024 bytes that a key may have.
 */
record ObjectKeys(String prefix) {
    private static final int LONGEST_PREFIX = 256;
    private static final Pattern PREFIX = Pattern.compile("(?:(?!\\.{1,2}/)[A-Za-z0-9!_.*'()-]+/)*");
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    ObjectKeys {
        if (prefix.length() > LONGEST_PREFIX || !PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("A prefix has at most " + LONGEST_PREFIX
                    + " letters, digits and !_.*'()- in segments that each end with a slash, as orders/waiting/");
        }
    }

    String of(TokenStore.Key key) {
        return under(key.area(), key.id()) + key.name();
    }

    /** Returns the common prefix of the keys of an area's records. */
    String under(Area area) {
        return prefix + area.name().toLowerCase(Locale.ROOT) + "/";
    }

    /** Returns the common prefix of the keys of an id's records. */
    String under(Area area, String id) {
        return under(area) + IdSegment.of(id) + "/";
    }

    /** Returns the name of the id's record in an object; empty if the object holds no record. */
    Optional<String> name(Area area, String id, String objectKey) {
        return Optional.of(objectKey.substring(under(area, id).length()))
                .filter(name -> NAME.matcher(name).matches());
    }

    /** Returns the segment that encodes a record's id; empty if the object holds no record. */
    Optional<String> segment(Area area, String objectKey) {
        String rest = objectKey.substring(under(area).length());
        int slash = rest.indexOf('/');
        return slash > 0 && NAME.matcher(rest.substring(slash + 1)).matches()
                ? Optional.of(rest.substring(0, slash))
                : Optional.empty();
    }
}
