package dev.tasktoken.testkit.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TokenStore} must do, as tests: extend it, and JUnit runs them against your own.
 *
 * <p>They ask for at most one record of about 300,000 bytes and otherwise for small ones, make about 2,500 calls, leave
 * other records alone and delete their own. They need {@code org.junit.jupiter:junit-jupiter} and
 * {@code org.assertj:assertj-core} among the tests' dependencies; the testkit does not bring them. A store that several
 * processes share is to be tested with several, too: these tests are one.
 *
 * <pre>{@code
 * class MyTokenStoreTest extends TokenStoreContract {
 *     @Override
 *     protected TokenStore store() {
 *         return new MyTokenStore(...);
 *     }
 * }
 * }</pre>
 */
public abstract class TokenStoreContract {
    private static final Duration KEEP = Duration.ofDays(1);
    private static final int THREADS = 16;
    private static final int ROUNDS = 20;

    /**
     * Each run has 100 seconds of the year 2100 or later to itself, so that it does not walk over other runs' records.
     */
    private final Instant began =
            Instant.parse("2100-01-01T00:00:00Z").plusSeconds(100L * new SecureRandom().nextInt(Integer.MAX_VALUE / 2));

    /** Makes ids and names this run's own, in a store that has seen others. */
    private final String run = UUID.randomUUID().toString();

    private final ConcurrentLinkedQueue<TokenStore.Key> created = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedQueue<ListedRecord> listed = new ConcurrentLinkedQueue<>();

    /** For subclasses. */
    protected TokenStoreContract() {}

    /**
     * Returns the store to test. It may hold other records.
     *
     * @return a store; each time the same one, or one that shares its records
     */
    protected abstract TokenStore store();

    /**
     * Returns whether the store hides a record as soon as it has been kept for as long as was asked. A store that
     * leaves it to be removed later returns false.
     *
     * @return true unless overridden
     */
    protected boolean hidesExpiredRecords() {
        return true;
    }

    @AfterEach
    void deleteWhatWasCreated() {
        listed.forEach(record -> {
            store().delete(record.key());
            store().unlist(record);
        });
        created.forEach(store()::delete);
    }

    @Test
    void aRecordIsCreatedOnce() {
        TokenStore.Key key = key("order");

        assertThat(create(key, "first")).isTrue();
        assertThat(create(key, "second")).isFalse();
        assertThat(create(key, "first")).isFalse();
        assertThat(store().read(key)).contains("first");
    }

    @Test
    void whatWasNotCreatedIsNotThere() {
        TokenStore.Key key = key("order");

        assertThat(store().read(key)).isEmpty();
        assertThat(store().names(key.area(), key.id())).isEmpty();
        assertThat(store().ids(key.area())).doesNotContain(key.id());
    }

    @Test
    void aDeletedRecordIsGoneAndItsKeyFree() {
        TokenStore.Key key = key("order");
        create(key, "first");

        store().delete(key);

        assertThat(store().read(key)).isEmpty();
        assertThat(store().names(key.area(), key.id())).isEmpty();
        assertThat(store().ids(key.area())).doesNotContain(key.id());
        assertThat(create(key, "second")).isTrue();
        assertThat(store().read(key)).contains("second");
    }

    @Test
    void deletingWhatIsNotThereDoesNothing() {
        TokenStore.Key key = key("order");
        TokenStore.Key other = new TokenStore.Key(key.area(), key.id(), "other");
        create(other, "kept");

        store().delete(key);
        store().delete(key);

        assertThat(store().read(other)).contains("kept");
    }

    @Test
    void ofManyConcurrentCreatesExactlyOneIsTrueAndItsTextIsKept() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                TokenStore.Key key = key("order-" + round);

                List<String> winners = winners(threads, key);

                assertThat(winners).as("round " + round).hasSize(1);
                assertThat(store().read(key)).isEqualTo(winners.stream().findFirst());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void namesAreThoseOfOneIdAndOneArea() {
        String id = id("order");
        create(new TokenStore.Key(Area.DECISIONS, id, "decided-000001-0123456789ab"), "a");
        create(new TokenStore.Key(Area.DECISIONS, id, "forgotten-000001"), "b");
        create(new TokenStore.Key(Area.TOKENS, id, "parked-000002"), "c");
        create(new TokenStore.Key(Area.DECISIONS, id + "0", "other"), "d");
        create(new TokenStore.Key(Area.DECISIONS, id + "/a", "deeper"), "e");

        assertThat(store().names(Area.DECISIONS, id))
                .containsExactlyInAnyOrder("decided-000001-0123456789ab", "forgotten-000001");
        assertThat(store().names(Area.TOKENS, id)).containsExactly("parked-000002");
    }

    @Test
    void oneNameInTwoAreasIsTwoRecords() {
        TokenStore.Key token = new TokenStore.Key(Area.TOKENS, id("order"), "one");
        TokenStore.Key decision = new TokenStore.Key(Area.DECISIONS, token.id(), "one");
        create(token, "token");

        assertThat(store().read(decision)).isEmpty();
        assertThat(create(decision, "decision")).isTrue();
        store().delete(token);

        assertThat(store().read(token)).isEmpty();
        assertThat(store().read(decision)).contains("decision");
    }

    @Test
    void idsAreThoseOfOneArea() {
        List<String> ids =
                IntStream.range(0, 25).mapToObj(n -> id("order-" + n)).toList();
        ids.forEach(id -> create(new TokenStore.Key(Area.TOKENS, id, "parked-000001"), "text"));
        create(new TokenStore.Key(Area.DECISIONS, id("decided"), "claim"), "text");

        assertThat(idsOfThisRun(Area.TOKENS)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(idsOfThisRun(Area.DECISIONS)).containsExactly(id("decided"));
        assertThat(store().ids(Area.TOKENS).limit(2)).hasSize(2);
    }

    @Test
    void anyTwoIdsAreTwoKeysWhateverTheyHold() {
        List<String> ids = hostileIds().distinct().toList();
        String name = "run-" + run;
        ids.forEach(id -> assertThat(create(new TokenStore.Key(Area.TOKENS, id, name), "of " + id))
                .as("the id %s is free", id)
                .isTrue());

        assertThat(ids).allSatisfy(id -> {
            assertThat(store().read(new TokenStore.Key(Area.TOKENS, id, name))).contains("of " + id);
            assertThat(store().names(Area.TOKENS, id)).contains(name);
        });
        assertThat(store().ids(Area.TOKENS)).containsAll(ids);
    }

    @Test
    void deletingOneIdsRecordLeavesAllOthers() {
        List<String> ids = hostileIds().distinct().toList();
        String name = "run-" + run;
        ids.forEach(id -> create(new TokenStore.Key(Area.TOKENS, id, name), "text"));

        store().delete(new TokenStore.Key(Area.TOKENS, ids.get(0), name));

        assertThat(ids.stream().filter(id -> store().names(Area.TOKENS, id).contains(name)))
                .containsExactlyElementsOf(ids.subList(1, ids.size()));
    }

    @Test
    void anIdThatIsAsLongAsAllowedComesBack() {
        String longest = run + "é".repeat((TokenStore.Key.MAX_ID_BYTES - run.length()) / 2);
        String differsAtItsEnd = longest.substring(0, longest.length() - 1) + "è";
        create(new TokenStore.Key(Area.TOKENS, longest, "parked-000001"), "a");

        assertThat(store().read(new TokenStore.Key(Area.TOKENS, differsAtItsEnd, "parked-000001")))
                .isEmpty();
        assertThat(idsOfThisRun(Area.TOKENS)).containsExactly(longest);
    }

    @Test
    void aLongTextOfAnyCharactersSurvives() {
        TokenStore.Key key = key("order");
        String text = "{\"é\": \"\\u0000 \u2028 \uD83D\uDE00 \r\n\t\"}".repeat(9_000);

        create(key, text);

        assertThat(store().read(key))
                .hasValueSatisfying(read -> assertThat(read.equals(text))
                        .as("the text of %d characters", text.length())
                        .isTrue());
    }

    @Test
    void anEmptyTextIsARecord() {
        TokenStore.Key key = key("order");

        assertThat(create(key, "")).isTrue();
        assertThat(create(key, "")).isFalse();
        assertThat(store().read(key)).contains("");
    }

    @Test
    void readAllReadsThoseThatThereAre() {
        Map<TokenStore.Key, String> texts = new HashMap<>();
        IntStream.range(0, 60).forEach(n -> texts.put(key("order-" + n), "of " + n));
        texts.forEach(this::create);
        Set<TokenStore.Key> asked = new HashSet<>(texts.keySet());
        IntStream.range(60, 100).forEach(n -> asked.add(key("order-" + n)));

        assertThat(store().readAll(asked)).isEqualTo(texts);
        assertThat(store().readAll(Set.of())).isEmpty();
    }

    @Test
    void readAllReadsHostileIdsToo() {
        String name = "run-" + run;
        Map<TokenStore.Key, String> texts = new HashMap<>();
        hostileIds().forEach(id -> texts.put(new TokenStore.Key(Area.TOKENS, id, name), "of " + id));
        texts.forEach(this::create);

        assertThat(store().readAll(texts.keySet())).isEqualTo(texts);
    }

    @Test
    void anExpiredRecordIsNowhereOrEverywhere() {
        TokenStore.Key key = key("order");
        ListedRecord record = new ListedRecord(key, new ListPlace(at(1), Optional.empty()));
        listed.add(record);

        store().create(key, "text", Duration.ZERO, Optional.of(record.place()));

        boolean isThere = !hidesExpiredRecords();
        assertThat(store().read(key).isPresent()).isEqualTo(isThere);
        assertThat(store().readAll(Set.of(key)).containsKey(key)).isEqualTo(isThere);
        assertThat(store().names(key.area(), key.id()).contains(key.name())).isEqualTo(isThere);
        assertThat(idsOfThisRun(key.area()).contains(key.id())).isEqualTo(isThere);
        assertThat(listed(Listing.WAITING_BY_AGE, at(0)).contains("order")).isEqualTo(isThere);
    }

    @Test
    void waitingRecordsAreListedByAge() {
        list("c", 3, 30);
        list("a", 1, 0);
        list("b", 2, 20);

        assertThat(listed(Listing.WAITING_BY_AGE, at(0))).containsExactly("a", "b", "c");
    }

    @Test
    void waitingRecordsThatHaveADeadlineAreListedByIt() {
        list("late", 1, 30);
        list("never", 2, 0);
        list("soon", 3, 20);

        assertThat(listed(Listing.WAITING_BY_DEADLINE, at(0))).containsExactly("soon", "late");
    }

    @Test
    void decisionsAreListedNewestFirst() {
        list(Area.DECISIONS, "first", 1, 0);
        list(Area.DECISIONS, "third", 3, 30);
        list(Area.DECISIONS, "second", 2, 20);
        list("not decided", 2, 0);

        assertThat(listed(Listing.DECIDED_NEWEST_FIRST, at(0))).containsExactly("third", "second", "first");
    }

    @Test
    void aListedRecordIsNamedWithItsPlace() {
        ListedRecord record = list("order", 1, 20);
        list("without deadline", 2, 0);

        ListPage page = store().list(new ListQuery(Listing.WAITING_BY_AGE, at(0), Optional.empty(), start(), 1));

        assertThat(page.records()).containsExactly(record);
        assertThat(page.next()).contains(record);
    }

    @Test
    void aRecordWithoutAPlaceIsInNoList() {
        create(key("order"), "text");

        assertThat(listed(Listing.WAITING_BY_AGE, at(0))).isEmpty();
    }

    @Test
    void aDeletedRecordLeavesItsLists() {
        ListedRecord record = list("order", 1, 20);

        store().delete(record.key());
        store().unlist(record);

        assertThat(listed(Listing.WAITING_BY_AGE, at(0))).isEmpty();
        assertThat(listed(Listing.WAITING_BY_DEADLINE, at(0))).isEmpty();
    }

    @Test
    void anEndedRecordIsListedNoMore() {
        list("ended", 1, 20);
        list("open", 2, 21);

        assertThat(listed(Listing.WAITING_BY_AGE, at(20))).containsExactly("open");
        assertThat(listed(Listing.WAITING_BY_DEADLINE, at(20))).containsExactly("open");
        assertThat(listed(Listing.WAITING_BY_DEADLINE, at(21))).isEmpty();
    }

    @Test
    void beforeLeavesOutWhatIsNotBeforeIt() {
        list("a", 1, 30);
        list("b", 2, 20);
        list("c", 3, 10);

        assertThat(listed(Listing.WAITING_BY_AGE, at(0), Optional.of(at(3)))).containsExactly("a", "b");
        assertThat(listed(Listing.WAITING_BY_DEADLINE, at(0), Optional.of(at(30))))
                .containsExactly("c", "b");
    }

    @Test
    void beforeLeavesOutNewDecisions() {
        list(Area.DECISIONS, "first", 1, 0);
        list(Area.DECISIONS, "second", 2, 0);
        list(Area.DECISIONS, "third", 3, 0);

        assertThat(listed(Listing.DECIDED_NEWEST_FIRST, at(0), Optional.of(at(3))))
                .containsExactly("second", "first");
    }

    @Test
    void pagesOfRecordsOfOneMomentMissNoneAndRepeatNone() {
        List<String> ids = IntStream.range(0, 23).mapToObj(n -> "order-" + n).toList();
        ids.forEach(id -> list(id, 1, 20));

        assertThat(listed(Listing.WAITING_BY_AGE, at(0))).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(listed(Listing.WAITING_BY_DEADLINE, at(0))).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aPageAfterADeletedRecordGoesOnBehindIt() {
        ListedRecord first = list("a", 1, 0);
        list("b", 2, 0);
        store().delete(first.key());
        store().unlist(first);

        ListPage page =
                store().list(new ListQuery(Listing.WAITING_BY_AGE, at(0), Optional.empty(), Optional.of(first), 5));

        assertThat(page.records().stream().map(record -> record.key().id()).filter(id -> id.startsWith(run)))
                .containsExactly(id("b"));
    }

    @Test
    void recordsOfHostileIdsAreListed() {
        List<String> ids = hostileIds().distinct().toList();
        ids.forEach(id -> list(new TokenStore.Key(Area.TOKENS, id, "run-" + run), 1, 20));

        for (Listing listing : List.of(Listing.WAITING_BY_AGE, Listing.WAITING_BY_DEADLINE)) {
            assertThat(pages(listing, at(0), Optional.empty())
                            .filter(record -> record.key().name().equals("run-" + run))
                            .map(record -> record.key().id()))
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void aCursorOfARecordThatNeverWasIsData() {
        list("order", 1, 20);
        hostileIds().forEach(id -> {
            TokenStore.Key never = new TokenStore.Key(Area.TOKENS, id, "never");
            for (Instant moment : List.of(Instant.EPOCH, at(40), Instant.ofEpochMilli(Long.MAX_VALUE / 4))) {
                ListPlace place = new ListPlace(moment, Optional.of(moment));
                Optional<ListedRecord> after = Optional.of(new ListedRecord(never, place));

                assertThat(store().list(new ListQuery(Listing.WAITING_BY_AGE, at(0), Optional.empty(), after, 2)))
                        .isNotNull();
                assertThat(store().list(new ListQuery(Listing.WAITING_BY_DEADLINE, at(0), Optional.empty(), after, 2)))
                        .isNotNull();
            }
        });
    }

    @Test
    void aRepeatedCreateChangesNoPlace() {
        ListedRecord record = list("order", 1, 20);

        assertThat(store().create(record.key(), "text", KEEP, Optional.of(record.place())))
                .isFalse();

        assertThat(listed(Listing.WAITING_BY_AGE, at(0))).containsExactly("order");
    }

    private ListedRecord list(String id, int at, int until) {
        return list(Area.TOKENS, id, at, until);
    }

    private ListedRecord list(Area area, String id, int at, int until) {
        return list(new TokenStore.Key(area, id(id), "listed-000001"), at, until);
    }

    private ListedRecord list(TokenStore.Key key, int at, int until) {
        ListedRecord record =
                new ListedRecord(key, new ListPlace(at(at), until == 0 ? Optional.empty() : Optional.of(at(until))));
        listed.add(record);
        assertThat(store().create(key, "text", KEEP, Optional.of(record.place())))
                .isTrue();
        return record;
    }

    /** Times of this run: what other runs left in the store is before or behind them. */
    private Instant at(int seconds) {
        return began.plusSeconds(seconds);
    }

    /** Where this run's records begin. */
    private Optional<ListedRecord> start() {
        TokenStore.Key first = new TokenStore.Key(Area.TOKENS, run, "a");
        return Optional.of(new ListedRecord(first, new ListPlace(at(0), Optional.of(at(0)))));
    }

    private List<String> listed(Listing listing, Instant now) {
        return listed(listing, now, Optional.empty());
    }

    /** The ids of this run in a list, each page of few, without the run. */
    private List<String> listed(Listing listing, Instant now, Optional<Instant> before) {
        return pages(listing, now, before)
                .map(record -> record.key().id())
                .filter(id -> id.startsWith(run))
                .map(id -> id.substring(run.length() + 1))
                .toList();
    }

    private Stream<ListedRecord> pages(Listing listing, Instant now, Optional<Instant> before) {
        List<ListedRecord> all = new ArrayList<>();
        Optional<ListedRecord> after = listing.area() == Area.TOKENS ? start() : Optional.empty();
        do {
            ListPage page = store().list(new ListQuery(listing, now, before, after, 4));
            assertThat(page.records()).hasSizeLessThanOrEqualTo(4);
            all.addAll(page.records());
            after = page.next();
        } while (after.isPresent());
        return all.stream();
    }

    private static Stream<String> hostileIds() {
        Stream<String> odd = Stream.of(
                "a", "A", "a.", "a/", "/a", "a//b", "a/b", "a\\b", ".", "..", "./a", "../a", "a/../b", "a/.", "/",
                "//");
        Stream<String> encoded = Stream.of(
                "a b", "a+b", "a%20b", "a%2Fb", "a!2Fb", "a=2Fb", "a_2Fb", "a~2Fb", "%", "%00", "!", "a&b=c?d#e", "*");
        Stream<String> unprintable = Stream.of(" a", "a ", "a\tb", "a\nb", "a\u0000b", "\u0000", "a\u007Fb", "a\uFEFF");
        Stream<String> unicode = Stream.of("é", "e\u0301", "ß", "SS", "İ", "日本", "\uD83D\uDE00", "a\u202Eb", "\uFFFF");
        String prefix = "x".repeat(TokenStore.Key.MAX_ID_BYTES - 1);
        Stream<String> slashes = Stream.of(
                "/".repeat(TokenStore.Key.MAX_ID_BYTES), "/".repeat(TokenStore.Key.MAX_ID_BYTES - 1), "a/".repeat(512));
        Stream<String> longOnes = Stream.of(prefix, prefix + "a", prefix + "b", "y".repeat(255), "y".repeat(256));
        Stream<String> likeKeys =
                Stream.of("tokens", "tokens/a", "decisions/a/decided", "parked-000001", "sha256-" + "0".repeat(64));
        return Stream.of(odd, encoded, unprintable, unicode, slashes, longOnes, likeKeys)
                .flatMap(ids -> ids);
    }

    private List<String> winners(ExecutorService threads, TokenStore.Key key) throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<Boolean>> creates = new ArrayList<>();
        for (int n = 0; n < THREADS; n++) {
            String text = "by " + n;
            Callable<Boolean> create = () -> {
                together.await();
                return create(key, text);
            };
            creates.add(threads.submit(create));
        }
        List<String> winners = new ArrayList<>();
        for (int n = 0; n < THREADS; n++) {
            if (creates.get(n).get()) {
                winners.add("by " + n);
            }
        }
        return winners;
    }

    private boolean create(TokenStore.Key key, String text) {
        created.add(key);
        return store().create(key, text, KEEP);
    }

    private TokenStore.Key key(String id) {
        return new TokenStore.Key(Area.TOKENS, id(id), "parked-000001");
    }

    private String id(String id) {
        return run + "-" + id;
    }

    /** Each once: a store may name an id of several records several times. */
    private Set<String> idsOfThisRun(Area area) {
        try (Stream<String> ids = store().ids(area)) {
            return new TreeSet<>(ids.filter(id -> id.startsWith(run)).toList());
        }
    }
}
