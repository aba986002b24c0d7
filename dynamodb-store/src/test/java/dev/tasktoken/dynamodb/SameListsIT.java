package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists of the table are those of the store in memory, for any query and page by page. */
class SameListsIT {
    private static final int RECORDS = 60;
    private static final long START = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();

    private static LocalTable table;

    @BeforeAll
    static void start() {
        table = new LocalTable();
    }

    @AfterAll
    static void stop() {
        if (table != null) {
            table.close();
        }
    }

    static Stream<Integer> partitions() {
        return Stream.of(1, 3);
    }

    @ParameterizedTest
    @MethodSource("partitions")
    void everyQueryHasTheSameRecordsInTheSameOrder(int partitions) {
        TokenStore store = DynamoDbTokenStore.builder(table.client(), table.name())
                .listPartitions(partitions)
                .build();
        TokenStore memory = TokenStore.inMemory();
        Random random = new Random(partitions);
        fill(random, store, memory);

        for (Listing listing : Listing.values()) {
            for (int n = 0; n < 8; n++) {
                Instant now = time(random.nextInt(RECORDS));
                Optional<Instant> before =
                        random.nextBoolean() ? Optional.empty() : Optional.of(time(random.nextInt(RECORDS)));
                int limit = 4 + random.nextInt(20);

                assertThat(all(store, listing, now, before, limit))
                        .as("%s at %s before %s, pages of %s", listing, now, before, limit)
                        .isEqualTo(all(memory, listing, now, before, limit));
            }
        }
        clear(store, memory);
    }

    /** Times are all different: the order within a millisecond is each store's own. */
    private static void fill(Random random, TokenStore... stores) {
        List<Integer> ends = new ArrayList<>(IntStream.range(0, RECORDS).boxed().toList());
        Collections.shuffle(ends, random);
        for (int n = 0; n < RECORDS; n++) {
            Optional<Instant> until = random.nextInt(3) == 0
                    ? Optional.empty()
                    : Optional.of(time(ends.get(n)).plusMillis(1));
            ListPlace place = new ListPlace(time(n), until);
            for (TokenStore store : stores) {
                store.create(key(Area.TOKENS, n), "token", Duration.ofDays(1), Optional.of(place));
                store.create(
                        key(Area.DECISIONS, n),
                        "decision",
                        Duration.ofDays(1),
                        Optional.of(new ListPlace(time(n), Optional.empty())));
                store.create(key(Area.DECISIONS, RECORDS + n), "mark", Duration.ofDays(1));
            }
        }
    }

    private static void clear(TokenStore... stores) {
        for (TokenStore store : stores) {
            IntStream.range(0, 2 * RECORDS).forEach(n -> {
                store.delete(key(Area.TOKENS, n));
                store.delete(key(Area.DECISIONS, n));
            });
        }
    }

    private static List<ListedRecord> all(
            TokenStore store, Listing listing, Instant now, Optional<Instant> before, int limit) {
        List<ListedRecord> all = new ArrayList<>();
        Optional<ListedRecord> after = Optional.empty();
        do {
            ListPage page = store.list(new ListQuery(listing, now, before, after, limit));
            assertThat(page.records()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page.records());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    private static TokenStore.Key key(Area area, int n) {
        return new TokenStore.Key(area, "order-" + n, "record-" + n);
    }

    private static Instant time(int n) {
        return Instant.ofEpochMilli(START + n);
    }
}
