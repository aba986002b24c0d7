package dev.tasktoken.dynamodb;

import dev.tasktoken.internal.Sha256;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Where a record stands in the indexes, as texts that sort: a time in 15 digits of milliseconds, {@code ~}, and 16
 * digits of the key's hash, so that no two records stand at the same place. For decisions the time is counted down from
 * {@link #LATEST}, so that the newest are first in every list's own order. A record that is in no list stands behind
 * all others, under {@code ~} and its hash: only {@link DynamoDbTokenStore#ids} reads that far.
 */
final class ListOrder {
    /** The year 33658. */
    static final long LATEST = 999_999_999_999_999L;

    private static final int DIGITS = 15;
    private static final int HASH_BYTES = 8;

    private ListOrder() {}

    static String unlisted(TokenStore.Key key) {
        return "~" + hash(key);
    }

    static String byTime(TokenStore.Key key, ListPlace place) {
        return byTime(key.area(), millis(place.at())) + "~" + hash(key);
    }

    static String byDeadline(TokenStore.Key key, Instant until) {
        return digits(millis(until)) + "~" + hash(key);
    }

    /** Returns the start of all places of a time. */
    static String start(Listing listing, long millis) {
        return listing == Listing.WAITING_BY_DEADLINE ? digits(millis) : byTime(listing.area(), millis);
    }

    /** Returns the time of a place. */
    static Instant time(Listing listing, String order) {
        long millis = Long.parseLong(order.substring(0, DIGITS));
        return Instant.ofEpochMilli(listing.area() == Area.DECISIONS ? LATEST - millis : millis);
    }

    /** Returns the partition of the indexes that a record is in. */
    static int partition(TokenStore.Key key, int partitions) {
        return Math.floorMod(Integer.parseUnsignedInt(hash(key).substring(0, 8), 16), partitions);
    }

    static String partitionKey(Area area, int partition) {
        return RecordAttributes.prefix(area) + partition;
    }

    /** Returns whole milliseconds, cut down, between 1970 and {@link #LATEST}. */
    static long millis(Instant time) {
        long latestSecond = LATEST / 1000;
        if (time.getEpochSecond() > latestSecond) {
            return LATEST;
        }
        return Math.max(0, time.toEpochMilli());
    }

    private static String byTime(Area area, long millis) {
        return digits(area == Area.DECISIONS ? LATEST - millis : millis);
    }

    private static String digits(long millis) {
        return String.format(Locale.ROOT, "%015d", millis);
    }

    private static String hash(TokenStore.Key key) {
        String text = RecordAttributes.id(key.area(), key.id()) + '\n' + key.name();
        byte[] digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    }
}
