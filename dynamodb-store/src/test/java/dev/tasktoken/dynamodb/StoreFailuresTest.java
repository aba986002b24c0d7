package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.StoreNotPermittedException;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table that throttles, refuses, is not there, or answers by half, scripted at the SDK's HTTP client. */
class StoreFailuresTest {
    private static final Duration KEEP = Duration.ofDays(30);
    /** No token: the SDK itself logs what a service says at DEBUG. */
    private static final String TEXT = "{\"token\":\"" + "secret-".repeat(20) + "\"}";

    private static final TokenStore.Key KEY = new TokenStore.Key(Area.TOKENS, "order-1", "parked-000001");

    private final ScriptedHttp http = ScriptedHttp.closed();
    private final DynamoDbClient client = LocalTable.client(URI.create("http://127.0.0.1:1"))
            .httpClient(http)
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .backoffStrategy(BackoffStrategy.retryImmediately())
                    .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                    .build()))
            .build();
    private final List<Duration> pauses = new ArrayList<>();
    private final TokenStore store =
            DynamoDbTokenStore.builder(client, "waiting").sleeper(pauses::add).build();

    @AfterEach
    void close() {
        client.close();
    }

    static Stream<Consumer<TokenStore>> everyCall() {
        return Stream.of(
                store -> store.create(KEY, TEXT, KEEP),
                store -> store.read(KEY),
                store -> store.readAll(Set.of(KEY)),
                store -> store.delete(KEY),
                store -> store.names(Area.TOKENS, "order-1"),
                store -> store.ids(Area.TOKENS).forEach(id -> {}),
                store -> store.list(
                        new ListQuery(Listing.WAITING_BY_AGE, Instant.EPOCH, Optional.empty(), Optional.empty(), 10)));
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void throttlingMeansThatTheStoreIsUnavailable(Consumer<TokenStore> call) {
        http.next(forever(ScriptedHttp.error(400, "ProvisionedThroughputExceededException", "Rate exceeded")));

        assertThatThrownBy(() -> call.accept(store))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(
                        "of the table waiting: failed (ProvisionedThroughputExceededException, status 400)");
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void aMissingTableIsSaidSo(Consumer<TokenStore> call) {
        http.next(ScriptedHttp.error(400, "ResourceNotFoundException", "Requested resource not found"));

        assertThatThrownBy(() -> call.accept(store))
                .isInstanceOf(StoreNotPermittedException.class)
                .hasMessageContaining("refused (ResourceNotFoundException, status 400). The call needs the table");
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void aClosedClientMeansThatTheStoreIsUnavailable(Consumer<TokenStore> call) {
        assertThatThrownBy(() -> call.accept(store)).isInstanceOf(StoreUnavailableException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, PutItem", "1, GetItem", "2, BatchGetItem", "3, DeleteItem", "4, Query", "5, Query", "6, Query"})
    void aRefusalNamesThePermission(int call, String permission) {
        http.next(ScriptedHttp.error(400, "AccessDeniedException", "User is not authorized"));

        assertThatThrownBy(() -> everyCall().toList().get(call).accept(store))
                .isInstanceOf(StoreNotPermittedException.class)
                .hasMessageContaining("dynamodb:" + permission)
                .hasMessageContaining("KMS key");
    }

    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException, true",
        "400, RequestLimitExceeded, true",
        "400, ReplicatedWriteConflictException, true",
        "400, TransactionConflictException, true",
        "429, TooManyRequests, true",
        "408, RequestTimeout, true",
        "500, InternalServerError, true",
        "503, ServiceUnavailable, true",
        "500, AnotherCode, true",
        "400, ValidationException, false",
        "400, UnrecognizedClientException, false",
        "413, RequestEntityTooLarge, false",
        "300, MultipleChoices, false",
        "301, Moved, false",
        "499, AnotherCode, false",
    })
    void whatALaterTryMayMendIsUnavailableAndTheRestIsRefused(int status, String code, boolean isUnavailable) {
        http.next(forever(ScriptedHttp.error(status, code, "no")));

        assertThatThrownBy(() -> store.read(KEY))
                .isInstanceOf(isUnavailable ? StoreUnavailableException.class : StoreNotPermittedException.class);
    }

    @Test
    void noExceptionQuotesTheText() {
        String quoting = TEXT.replace("\"", "\\\"");
        http.next(
                forever(ScriptedHttp.error(400, "ValidationException", "One or more values are invalid: " + quoting)));

        Throwable thrown = catchThrowable(() -> store.create(KEY, TEXT, KEEP));

        assertThat(thrown).isInstanceOf(StoreNotPermittedException.class);
        StringWriter printed = new StringWriter();
        thrown.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString()).doesNotContain("secret-secret");
    }

    @Test
    void aTransientFailureIsRetriedByTheSdk() {
        http.next(ScriptedHttp.error(500, "InternalServerError", "oops"), ScriptedHttp.json(200, "{}"));

        assertThat(store.read(KEY)).isEmpty();
        assertThat(http.operations).containsExactly("GetItem", "GetItem");
    }

    @Test
    void unprocessedKeysAreAskedForAgainAfterAPause() {
        http.next(
                ScriptedHttp.json(200, "{\"Responses\":{},\"UnprocessedKeys\":" + unprocessed() + "}"),
                ScriptedHttp.json(200, "{\"Responses\":{\"waiting\":[" + item("order-1") + "]}}"));

        assertThat(store.readAll(Set.of(KEY))).isEqualTo(Map.of(KEY, "text of order-1"));
        assertThat(http.operations).containsExactly("BatchGetItem", "BatchGetItem");
        assertThat(pauses).hasSize(1);
    }

    @Test
    void keysThatStayUnprocessedMeanThatTheStoreIsUnavailable() {
        http.next(forever(ScriptedHttp.json(200, "{\"UnprocessedKeys\":" + unprocessed() + "}")));

        assertThatThrownBy(() -> store.readAll(Set.of(KEY)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("throttled");
        assertThat(pauses).hasSize(7);
    }

    @Test
    void anInterruptedPauseIsReportedAndTheFlagIsKept() {
        TokenStore interrupted = DynamoDbTokenStore.builder(client, "waiting")
                .sleeper(pause -> {
                    throw new InterruptedException();
                })
                .build();
        http.next(ScriptedHttp.json(200, "{\"UnprocessedKeys\":" + unprocessed() + "}"));

        assertThatThrownBy(() -> interrupted.readAll(Set.of(KEY))).isInstanceOf(StoreUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void readsNothingWithoutACallAndAtMostAHundredAtOnce() {
        Set<TokenStore.Key> tooMany = IntStream.rangeClosed(0, ListQuery.MAX_LIMIT)
                .mapToObj(n -> new TokenStore.Key(Area.TOKENS, "order-" + n, "parked-000001"))
                .collect(Collectors.toSet());

        assertThat(store.readAll(Set.of())).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> store.readAll(tooMany));
        assertThat(http.operations).isEmpty();
    }

    @Test
    void refusesABlankTableAndANumberOfPartitionsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> DynamoDbTokenStore.of(client, " "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DynamoDbTokenStore.builder(client, "waiting").listPartitions(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DynamoDbTokenStore.builder(client, "waiting").listPartitions(17));
        assertThat(DynamoDbTokenStore.builder(client, "waiting")
                        .listPartitions(1)
                        .listPartitions(16)
                        .build())
                .isNotNull();
    }

    private static ScriptedHttp.Effect[] forever(ScriptedHttp.Effect effect) {
        return Collections.nCopies(20, effect).toArray(ScriptedHttp.Effect[]::new);
    }

    private static String unprocessed() {
        return "{\"waiting\":{\"Keys\":[{\"recordId\":{\"S\":\"tokens#order-1\"},"
                + "\"recordName\":{\"S\":\"parked-000001\"}}],\"ConsistentRead\":true}}";
    }

    private static String item(String id) {
        return "{\"recordId\":{\"S\":\"tokens#" + id + "\"},\"recordName\":{\"S\":\"parked-000001\"},"
                + "\"recordText\":{\"S\":\"text of " + id + "\"},\"keptUntil\":{\"N\":\"9999999999999\"}}";
    }
}
