package dev.tasktoken.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this store does beyond the contract, on each database. */
abstract class StoreTests {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant START = Instant.parse("2026-11-28T12:00:00.123456Z");

    private ObservedDataSource observed;
    private JdbcTokenStore store;
    private volatile Instant now = START;

    /** A new database, or a new schema in one. */
    abstract DataSource database() throws Exception;

    @BeforeEach
    void open() throws Exception {
        observed = new ObservedDataSource(database());
        store = JdbcTokenStore.builder(observed.dataSource()).clock(() -> now).build();
    }

    @Test
    void anExpiredRecordIsNotThereAndItsKeyIsFree() {
        TokenStore.Key key = parked("order-1");
        store.create(key, "first", DAY, at(0));
        now = now.plus(DAY);

        assertThat(store.read(key)).isEmpty();
        assertThat(store.readAll(Set.of(key))).isEmpty();
        assertThat(store.names(Area.TOKENS, "order-1")).isEmpty();
        assertThat(store.ids(Area.TOKENS)).isEmpty();
        assertThat(page(Listing.WAITING_BY_AGE).records()).isEmpty();
        assertThat(store.create(key, "second", DAY)).isTrue();
        assertThat(store.create(key, "third", DAY)).isFalse();
        assertThat(store.read(key)).contains("second");
        assertThat(page(Listing.WAITING_BY_AGE).records()).isEmpty();
    }

    @Test
    void ofManyWhoReplaceAnExpiredRecordExactlyOneDoes() throws Exception {
        store = JdbcTokenStore.builder(database()).clock(() -> now).build();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 10; round++) {
                now = now.plus(DAY);
                CyclicBarrier together = new CyclicBarrier(8);
                Callable<Boolean> create = () -> {
                    together.await();
                    return store.create(
                            parked("order-1"), Thread.currentThread().getName(), DAY);
                };
                List<Boolean> created = new ArrayList<>();
                for (Future<Boolean> made : threads.invokeAll(java.util.Collections.nCopies(8, create))) {
                    created.add(made.get());
                }
                assertThat(created).as("round " + round).containsOnlyOnce(true);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** As in S3 and DynamoDB. It ended the list with an exception that means a changed cursor. */
    @Test
    void leavesOutARowThatAnotherProgramWrote() throws Exception {
        store.create(parked("order-1"), "text", DAY, at(0));
        store.create(parked("order-2"), "text", DAY, at(1));
        Postgres.execute(
                observed.dataSource(),
                "update tasktoken_tokens set name = 'No record''s'"
                        + " where listed_at = (select min(listed_at) from tasktoken_tokens)");

        assertThat(page(Listing.WAITING_BY_AGE).records())
                .extracting(record -> record.key().id())
                .containsExactly("order-2");
    }

    @Test
    void purgeDeletesWhatHasExpiredAndNothingElse() {
        IntStream.range(0, 1500).forEach(n -> store.create(parked("short-" + n), "text", DAY));
        store.create(parked("long"), "text", DAY.plusMillis(1), at(0));
        store.create(decided("short"), "text", DAY);
        now = now.plus(DAY);

        assertThat(store.purge()).isEqualTo(1501);

        assertThat(store.purge()).isZero();
        assertThat(store.ids(Area.TOKENS)).containsExactly("long");
        assertThat(page(Listing.WAITING_BY_AGE).records()).hasSize(1);
    }

    @Test
    void purgeTakesEndedTasksOutOfTheListsAndKeepsTheirRecords() throws Exception {
        ListPlace ended = new ListPlace(START, Optional.of(START.plusSeconds(60)));
        ListPlace running = new ListPlace(START, Optional.of(START.plusSeconds(61)));
        store.create(parked("ended"), "text", DAY, Optional.of(ended));
        store.create(parked("running"), "text", DAY, Optional.of(running));
        now = START.plusSeconds(60);

        assertThat(store.purge()).isZero();

        assertThat(store.read(parked("ended"))).contains("text");
        now = START; // a list of then does not find it either
        assertThat(page(Listing.WAITING_BY_AGE).records())
                .extracting(record -> record.key().id())
                .containsExactly("running");
    }

    @Test
    void aListIsReadPageByPageInItsOrder() {
        List<Integer> order = List.of(3, 0, 4, 1, 2);
        for (int n : order) {
            ListPlace place = new ListPlace(START.plusSeconds(n), Optional.of(START.plusSeconds(100 - n)));
            store.create(parked("order-" + n), "text", DAY, Optional.of(place));
            store.create(decided("order-" + n), "text", DAY, Optional.of(place));
        }
        store.create(parked("not listed"), "text", DAY);

        assertThat(allPages(Listing.WAITING_BY_AGE, 2)).containsExactlyElementsOf(ids(0, 1, 2, 3, 4));
        assertThat(allPages(Listing.WAITING_BY_DEADLINE, 2)).containsExactlyElementsOf(ids(4, 3, 2, 1, 0));
        assertThat(allPages(Listing.DECIDED_NEWEST_FIRST, 2)).containsExactlyElementsOf(ids(4, 3, 2, 1, 0));
        assertThat(allPages(Listing.WAITING_BY_AGE, 5)).hasSize(5);
    }

    @Test
    void recordsOfOneMillisecondAreEachListedOnce() {
        List<String> ids = Stream.of("a", "b\u0000", "b", "é", "\uD83D\uDE00", "\uFFFF", "z")
                .toList();
        ids.forEach(id -> {
            store.create(parked(id), "text", DAY, at(0));
            store.create(decided(id), "text", DAY, at(0));
            store.create(new TokenStore.Key(Area.DECISIONS, id, "decided-000002"), "text", DAY, at(0));
        });

        assertThat(allPages(Listing.WAITING_BY_AGE, 1)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(allPages(Listing.DECIDED_NEWEST_FIRST, 1))
                .hasSize(2 * ids.size())
                .hasSameElementsAs(ids);
    }

    @Test
    void aListEndsBeforeATimeAndLeavesOutWhatIsOver() {
        store.create(parked("over"), "text", DAY, Optional.of(new ListPlace(START, Optional.of(START))));
        store.create(parked("open"), "text", DAY, Optional.of(new ListPlace(START, Optional.of(START.plusMillis(1)))));
        store.create(parked("no deadline"), "text", DAY, at(0));
        store.create(parked("later"), "text", DAY, at(2));

        assertThat(idsBefore(Listing.WAITING_BY_AGE, START.plusSeconds(1)))
                .containsExactlyInAnyOrder("open", "no deadline");
        assertThat(idsBefore(Listing.WAITING_BY_DEADLINE, START.plusSeconds(1))).containsExactly("open");
        assertThat(idsBefore(Listing.WAITING_BY_AGE, Instant.MIN)).isEmpty();
        assertThat(idsBefore(Listing.WAITING_BY_AGE, Instant.MAX)).hasSize(3);
    }

    @Test
    void theEndOfAPageIsDataWhateverItHolds() {
        store.create(parked("order"), "text", DAY, at(0));
        for (Instant at : List.of(Instant.MIN, Instant.MAX)) {
            ListedRecord end = new ListedRecord(parked("'; drop \u0000"), new ListPlace(at, Optional.of(at)));
            ListQuery query = new ListQuery(Listing.WAITING_BY_AGE, now, Optional.empty(), Optional.of(end), 1);
            assertThat(store.list(query).records()).hasSize(at.equals(Instant.MIN) ? 1 : 0);
        }
    }

    @Test
    void eachCallIsOneStatement() {
        store.create(parked("a"), "of a", DAY, at(0));
        store.create(decided("b"), "of b", DAY, at(0));
        store.list(new ListQuery(Listing.WAITING_BY_AGE, now, Optional.empty(), Optional.empty(), 100));
        Map<TokenStore.Key, String> read = store.readAll(Set.of(parked("a"), decided("b"), decided("a")));
        store.names(Area.TOKENS, "a");
        store.delete(parked("a"));

        assertThat(read).containsOnly(Map.entry(parked("a"), "of a"), Map.entry(decided("b"), "of b"));
        assertThat(observed.statements).hasSize(6);
        assertThat(store.readAll(Set.of())).isEmpty();
        assertThat(observed.statements).hasSize(6);
    }

    @Test
    void readsAsManyRecordsAsAPageHas() {
        List<TokenStore.Key> keys = IntStream.range(0, ListQuery.MAX_LIMIT)
                .mapToObj(n -> parked("order-" + n))
                .toList();
        keys.forEach(key -> store.create(key, "of " + key.id(), DAY));

        assertThat(store.readAll(Set.copyOf(keys)))
                .hasSize(ListQuery.MAX_LIMIT)
                .containsEntry(keys.get(7), "of order-7");
    }

    @Test
    void idsAreReadInPagesEachOnce() {
        IntStream.range(0, 1001).forEach(n -> store.create(parked("order-" + n), "text", DAY));
        store.create(new TokenStore.Key(Area.TOKENS, "order-0", "parked-000002"), "text", DAY);
        observed.statements.clear();

        assertThat(store.ids(Area.TOKENS).limit(1)).hasSize(1);
        assertThat(observed.statements).hasSize(1);
        assertThat(store.ids(Area.TOKENS)).hasSize(1001).doesNotHaveDuplicates();
        assertThat(observed.statements).hasSize(4);
    }

    @Test
    void aConnectionIsReturnedWithItsAutocommitAndItsEffectIsCommitted() {
        observed.autoCommit = false;

        store.create(parked("order"), "text", DAY);
        assertThat(store.read(parked("order"))).contains("text");

        assertThat(observed.autoCommitWhenClosed).containsExactly(false, false);
        observed.autoCommit = true;
        assertThat(store.read(parked("order"))).contains("text");
        assertThat(observed.autoCommitWhenClosed.get(2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTransactionReturnsItsConnectionWithItsAutocommitWhetherItCommitsOrNot(boolean autoCommit) {
        observed.autoCommit = autoCommit;

        store.inTransaction((connection, joined) -> joined.create(parked("order"), "text", DAY));
        assertThatThrownBy(() -> store.inTransaction((connection, joined) -> {
                    joined.create(parked("other"), "text", DAY);
                    throw new IllegalStateException("no such order");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(observed.autoCommitWhenClosed).containsExactly(autoCommit, autoCommit);
        assertThat(store.ids(Area.TOKENS)).containsExactly("order");
    }

    @Test
    void refusesATimeoutThatTheDriverCannotCount() throws SQLException {
        JdbcTokenStore.Builder builder = JdbcTokenStore.builder(observed.dataSource());

        assertThatIllegalArgumentException().isThrownBy(() -> builder.statementTimeout(Duration.ofMillis(999)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> builder.statementTimeout(Duration.ofMinutes(15).plusMillis(1)));
        assertThat(builder.statementTimeout(Duration.ofMinutes(15)).build()).isNotNull();
    }

    private List<String> allPages(Listing listing, int limit) {
        List<String> ids = new ArrayList<>();
        Optional<ListedRecord> after = Optional.empty();
        do {
            ListPage page = store.list(new ListQuery(listing, now, Optional.empty(), after, limit));
            page.records().forEach(record -> ids.add(record.key().id()));
            after = page.next();
        } while (after.isPresent());
        return ids;
    }

    private List<String> idsBefore(Listing listing, Instant before) {
        ListQuery query = new ListQuery(listing, START, Optional.of(before), Optional.empty(), 10);
        return store.list(query).records().stream()
                .map(record -> record.key().id())
                .toList();
    }

    private ListPage page(Listing listing) {
        return store.list(new ListQuery(listing, now, Optional.empty(), Optional.empty(), 10));
    }

    private static List<String> ids(int... numbers) {
        return IntStream.of(numbers).mapToObj(n -> "order-" + n).toList();
    }

    private static Optional<ListPlace> at(int seconds) {
        return Optional.of(new ListPlace(START.plusSeconds(seconds), Optional.empty()));
    }

    private static TokenStore.Key parked(String id) {
        return new TokenStore.Key(Area.TOKENS, id, "parked-000001");
    }

    private static TokenStore.Key decided(String id) {
        return new TokenStore.Key(Area.DECISIONS, id, "decided-000001");
    }
}
