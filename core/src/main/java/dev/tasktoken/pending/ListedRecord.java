package dev.tasktoken.pending;

import java.util.Objects;

/**
 * A record in a list, without its text. Immutable.
 *
 * @param key the record
 * @param place where it stands
 */
public record ListedRecord(TokenStore.Key key, ListPlace place) {
    /**
     * Checks that nothing is null.
     *
     * @param key the record
     * @param place where it stands
     */
    public ListedRecord {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(place, "place");
    }
}
