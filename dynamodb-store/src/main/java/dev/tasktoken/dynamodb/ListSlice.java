package dev.tasktoken.dynamodb;

import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * What the partitions of a list returned, merged: a part of the list without gaps.
 *
 * @param entries in the list's order
 * @param end where a partition stopped reading first; what stands behind it is not known. Empty if all were read to
 *     their end
 */
record ListSlice(List<Entry> entries, Optional<Entry> end) {
    static ListSlice of(String orderAttribute, List<QueryResponse> partitions) {
        Optional<Entry> end = partitions.stream()
                .filter(QueryResponse::hasLastEvaluatedKey)
                .flatMap(partition -> Entry.of(partition.lastEvaluatedKey(), orderAttribute))
                .min(Comparator.comparing(Entry::place));
        Stream<Entry> all = partitions.stream()
                .flatMap(partition -> partition.items().stream())
                .flatMap(item -> Entry.of(item, orderAttribute));
        List<Entry> known = all.filter(entry -> end.map(last -> entry.place().compareTo(last.place()) <= 0)
                        .orElse(true))
                .sorted(Comparator.comparing(Entry::place))
                .toList();
        return new ListSlice(known, end);
    }

    /** Returns the range behind this part, which is empty if nothing is. */
    ListRange rest(ListRange range) {
        return end.map(last -> range.after(last.place())).orElse(new ListRange("~", ""));
    }

    /**
     * An item of an index.
     *
     * @param place where it stands
     */
    record Entry(TokenStore.Key key, String place, Optional<Long> at, Optional<Long> until) {
        /** Empty for an item that another program wrote. */
        static Stream<Entry> of(Map<String, AttributeValue> item, String orderAttribute) {
            return RecordAttributes.keyOf(item).stream()
                    .map(key -> new Entry(
                            key,
                            RecordAttributes.textOf(item, orderAttribute),
                            RecordAttributes.numberOf(item, RecordAttributes.LISTED_AT),
                            RecordAttributes.numberOf(item, RecordAttributes.LISTED_UNTIL)));
        }

        /** The end of what was read has no other times than its place. */
        ListedRecord record(Listing listing) {
            Instant time = ListOrder.time(listing, place);
            Optional<Instant> byPlace = listing == Listing.WAITING_BY_DEADLINE ? Optional.of(time) : Optional.empty();
            return new ListedRecord(
                    key,
                    new ListPlace(
                            at.map(Instant::ofEpochMilli).orElse(time),
                            until.map(Instant::ofEpochMilli).or(() -> byPlace)));
        }
    }
}
