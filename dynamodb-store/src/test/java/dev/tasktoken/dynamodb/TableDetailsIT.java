package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import dev.tasktoken.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is DynamoDB's own: items, expiry, sizes, calls, and responses that are lost. */
class TableDetailsIT {
    private static final Duration KEEP = Duration.ofDays(30);
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.500Z");

    private static LocalTable table;

    private final ScriptedHttp http = ScriptedHttp.connected();
    private Instant now = NOW;
    private String name;
    private DynamoDbClient client;
    private TokenStore store;
    private final String id = "order-" + UUID.randomUUID();
    private final TokenStore.Key key = new TokenStore.Key(Area.TOKENS, id, "parked-000001");

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

    @BeforeEach
    void createTable() {
        name = table.another();
        client = LocalTable.client(table.endpoint()).httpClient(http).build();
        store = storeOf(client);
    }

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    private TokenStore storeOf(DynamoDbClient with) {
        return DynamoDbTokenStore.builder(with, name).clock(() -> now).build();
    }

    @Test
    void anItemHasReadableKeysAndTheSecondInWhichItMayGo() {
        store.create(key, "{\"a\":1}", KEEP, Optional.of(new ListPlace(NOW, Optional.of(NOW.plusSeconds(60)))));

        Map<String, AttributeValue> item = item(key);
        assertThat(RecordAttributes.textOf(item, "recordId")).isEqualTo("tokens#" + id);
        assertThat(RecordAttributes.textOf(item, "recordText")).isEqualTo("{\"a\":1}");
        assertThat(RecordAttributes.numberOf(item, "expiresAt"))
                .contains(NOW.plus(KEEP).getEpochSecond() + 1);
        assertThat(RecordAttributes.textOf(item, "listKey")).isEqualTo("tokens#0");
    }

    @Test
    void aRecordWithoutAPlaceIsInNoListAndOneWithoutAnEndInNoneByDeadline() {
        TokenStore.Key unlisted = new TokenStore.Key(Area.TOKENS, id, "unlisted");
        store.create(key, "text", KEEP, Optional.of(new ListPlace(NOW, Optional.empty())));
        store.create(unlisted, "text", KEEP);

        assertThat(keys(Listing.WAITING_BY_AGE)).contains(key).doesNotContain(unlisted);
        assertThat(keys(Listing.WAITING_BY_DEADLINE)).doesNotContain(key, unlisted);
        assertThat(store.ids(Area.TOKENS)).contains(id);
    }

    @Test
    void theIndexesHoldNoText() {
        assertThat(DynamoDbTokenStore.tableDefinition("waiting").globalSecondaryIndexes())
                .allSatisfy(index -> assertThat(index.projection().nonKeyAttributes())
                        .containsExactlyInAnyOrder("keptUntil", "listedAt", "listedUntil"));
    }

    @Test
    void aWriteWhoseResponseWasLostIsTrueAndStillRefusesOthers() {
        http.next(ScriptedHttp.lostAnswer());

        assertThat(store.create(key, "mine", KEEP)).isTrue();

        assertThat(http.operations).containsExactly("PutItem", "PutItem");
        assertThat(store.create(key, "mine", KEEP)).isFalse();
        assertThat(store.read(key)).contains("mine");
    }

    @Test
    void aWriteWhoseResponseWasLostAndThatAnotherFollowedIsFalse() {
        http.next(real -> {
            assertThat(storeOf(table.client()).create(key, "theirs", KEEP)).isTrue();
            return ScriptedHttp.error(500, "InternalServerError", "oops").on(real);
        });

        assertThat(store.create(key, "mine", KEEP)).isFalse();
        assertThat(store.read(key)).contains("theirs");
    }

    @Test
    void anExpiredRecordIsHiddenBeforeDynamoDbRemovesItAndItsKeyIsFree() {
        store.create(key, "first", Duration.ofSeconds(1), Optional.of(new ListPlace(NOW, Optional.empty())));
        now = now.plusMillis(999);
        assertThat(store.read(key)).contains("first");

        now = now.plusMillis(1);

        assertThat(store.read(key)).isEmpty();
        assertThat(store.readAll(Set.of(key))).isEmpty();
        assertThat(store.names(Area.TOKENS, id)).isEmpty();
        assertThat(store.ids(Area.TOKENS)).doesNotContain(id);
        assertThat(keys(Listing.WAITING_BY_AGE)).doesNotContain(key);
        assertThat(store.create(key, "second", KEEP)).isTrue();
        assertThat(store.read(key)).contains("second");
    }

    @Test
    void theLongestOutputFitsAndLongerTextsAreRefusedWithoutACall() {
        Random random = new Random(1);
        String longest = random.ints(262_144, '!', '~' + 1)
                .mapToObj(c -> Character.toString(c))
                .collect(Collectors.joining())
                .replace("\\", "\\\\")
                .replace("\"", "\\\"");
        String tooLong = random.ints(600_000, '!', '~' + 1)
                .mapToObj(c -> Character.toString(c))
                .collect(Collectors.joining());

        assertThat(store.create(key, longest, KEEP)).isTrue();
        assertThat(store.read(key).orElseThrow().equals(longest)).isTrue();
        http.operations.clear();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.create(new TokenStore.Key(Area.TOKENS, id, "long"), tooLong, KEEP))
                .withMessageContaining("400 KB");
        assertThat(http.operations).isEmpty();
    }

    @Test
    void aCompressedTextThatSomebodyDamagedIsEmptyAndSoNoRecord() {
        put(key, Map.of("recordGzip", AttributeValue.fromB(SdkBytes.fromUtf8String("no gzip"))));

        assertThat(store.read(key)).contains("");
    }

    @Test
    void itemsOfOtherProgramsArePassedOver() {
        Map<String, AttributeValue> listed = Map.of(
                "listKey", AttributeValue.fromS("tokens#0"), "timeOrder", AttributeValue.fromS("000000000000001~a"));
        put(new TokenStore.Key(Area.TOKENS, id, "x"), listed, "recordId", "other#" + id);
        put(new TokenStore.Key(Area.TOKENS, id, "x"), listed, "recordName", "No Name");

        assertThat(store.ids(Area.TOKENS)).doesNotContain(id);
        assertThat(keys(Listing.WAITING_BY_AGE))
                .noneMatch(listedKey -> listedKey.id().equals(id));
    }

    @Test
    void pagesOfNamesAreReadToTheirEnd() {
        String text = "x".repeat(60_000);
        IntStream.range(0, 20)
                .forEach(n -> store.create(new TokenStore.Key(Area.DECISIONS, id, "vote-" + n), text, KEEP));
        http.operations.clear();

        assertThat(store.names(Area.DECISIONS, id)).hasSize(20);

        assertThat(http.operations).containsExactly("Query", "Query");
    }

    @Test
    void aPageAndItsTextsAreTwoCallsHoweverManyWait() {
        IntStream.range(0, 150).forEach(n -> place("many-" + n, n, Optional.empty()));
        http.operations.clear();

        ListPage page = store.list(query(Listing.WAITING_BY_AGE, 100));
        store.readAll(page.records().stream().map(ListedRecord::key).collect(Collectors.toSet()));

        assertThat(page.records()).hasSize(100);
        assertThat(http.operations).containsExactly("Query", "BatchGetItem");
    }

    @Test
    void aPageIsFullAlthoughHundredsHaveEndedBeforeIt() {
        IntStream.range(0, 300).forEach(n -> place("ended-" + n, -1_000_000 + n, Optional.of(NOW)));
        IntStream.range(0, 20).forEach(n -> place("open-" + n, -500_000 + n, Optional.empty()));
        http.operations.clear();

        List<ListedRecord> page = store.list(query(Listing.WAITING_BY_AGE, 20)).records();

        assertThat(page)
                .extracting(record -> record.key().id())
                .startsWith("open-0", "open-1")
                .hasSize(20);
        assertThat(http.operations).containsExactly("Query", "Query");
    }

    private void place(String name, int millis, Optional<Instant> until) {
        store.create(
                new TokenStore.Key(Area.TOKENS, name, "parked-000001"),
                TestTokens.numbered(1),
                KEEP,
                Optional.of(new ListPlace(NOW.plusMillis(millis), until)));
    }

    private List<TokenStore.Key> keys(Listing listing) {
        return store.list(query(listing, 100)).records().stream()
                .map(ListedRecord::key)
                .toList();
    }

    private ListQuery query(Listing listing, int limit) {
        return new ListQuery(listing, now, Optional.empty(), Optional.empty(), limit);
    }

    private Map<String, AttributeValue> item(TokenStore.Key key) {
        return table.client()
                .getItem(get -> get.tableName(name).key(RecordAttributes.key(key)))
                .item();
    }

    private void put(TokenStore.Key key, Map<String, AttributeValue> more, String... changed) {
        Map<String, AttributeValue> item = new HashMap<>(RecordAttributes.key(key));
        item.put("keptUntil", AttributeValue.fromN("9999999999999"));
        item.putAll(more);
        if (changed.length == 2) {
            item.put(changed[0], AttributeValue.fromS(changed[1]));
        }
        table.client().putItem(put -> put.tableName(name).item(item));
    }
}
