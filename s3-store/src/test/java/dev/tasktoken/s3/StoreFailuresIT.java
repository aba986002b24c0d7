package dev.tasktoken.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.StoreNotPermittedException;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import dev.tasktoken.testkit.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;

/** A store that is down, slow, refuses, or takes effect without saying so. */
class StoreFailuresIT {
    private static final Duration KEEP = Duration.ofDays(30);
    private static final String TEXT = "{\"token\":\"" + TestTokens.numbered(1) + "\"}";

    private static LocalS3 s3;

    private final TokenStore.Key key = new TokenStore.Key(Area.TOKENS, "order-" + UUID.randomUUID(), "parked-000001");
    private final TokenStore.Key longKey = new TokenStore.Key(Area.DECISIONS, key.id() + "/".repeat(300), "decided");

    private final String prefix = UUID.randomUUID() + "/";
    private LoopbackServer server;
    private S3Client client;
    private TokenStore store;

    @BeforeAll
    static void startS3() throws Exception {
        s3 = LocalS3.start();
    }

    @AfterAll
    static void stopS3() {
        s3.close();
    }

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer(s3.endpoint());
        client = LocalS3.client(server.endpoint()).build();
        store = storeOf(client);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void transientFailuresAreRetried() {
        server.next(unavailable(), unavailable());

        assertThat(store.create(key, TEXT, KEEP)).isTrue();

        server.next(unavailable(), LoopbackServer.error(500, "InternalError", "We encountered an internal error."));
        assertThat(store.read(key)).contains(TEXT);
    }

    @Test
    void aClientThatIsClosedMeansThatTheStoreIsUnavailable() {
        client.close();

        assertThatThrownBy(() -> store.create(key, TEXT, KEEP)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.read(key)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.delete(key)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.names(Area.TOKENS, key.id())).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.ids(Area.TOKENS).toList()).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void aConflictIsRetriedUntilItIsDecided() {
        server.next(conflict(), conflict(), conflict());

        assertThat(store.create(key, TEXT, KEEP)).isTrue();

        server.next(conflict());
        assertThat(store.create(key, "another", KEEP)).isFalse();
        assertThat(store.read(key)).contains(TEXT);
    }

    @Test
    void aLastingConflictIsReportedAndNothingWasWritten() {
        server.next(Collections.nCopies(6, conflict()).toArray(LoopbackServer.Effect[]::new));

        assertThatThrownBy(() -> store.create(key, TEXT, KEEP))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("ConditionalRequestConflict, status 409");

        assertThat(store.read(key)).isEmpty();
    }

    @Test
    void aWriteWhoseAnswerWasLostSaysFalseAndTheRecordIsThere() {
        server.next(server.lostAnswer());

        assertThat(store.create(key, TEXT, KEEP)).isFalse();

        assertThat(store.read(key)).contains(TEXT);
    }

    @Test
    void aClientWithoutRetriesDoesNotKnowWhetherItWrote() {
        try (S3Client once = LocalS3.client(server.endpoint())
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .build()) {
            server.next(server.lostAnswer());

            assertThatThrownBy(() -> storeOf(once).create(key, TEXT, KEEP))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessage(
                            "PutObject in the bucket waiting: failed (SdkClientException of NoHttpResponseException)");
        }
        assertThat(store.read(key)).contains(TEXT);
    }

    @Test
    void aTruncatedResponseIsReadASecondTime() {
        store.create(key, TEXT, KEEP);
        server.next(LoopbackServer.cutBody());

        assertThat(store.read(key)).contains(TEXT);
    }

    @Test
    void aStoreThatIsDownIsUnavailableInEveryCall() throws IOException {
        try (S3Client down = LocalS3.client(nobodyListens()).build()) {
            TokenStore unreachable = storeOf(down);

            assertThat(eachCall(unreachable))
                    .allSatisfy(call -> assertThatThrownBy(call::run)
                            .isInstanceOf(StoreUnavailableException.class)
                            .hasMessageContaining(
                                    "in the bucket waiting: failed (SdkClientException of HttpHostConnectException)"));
        }
    }

    @Test
    void aStoreThatDoesNotAnswerInTimeIsUnavailable() {
        server.next(server.silence());
        try (S3Client impatient = LocalS3.client(server.endpoint())
                .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofMillis(200)))
                .build()) {

            assertThatThrownBy(() -> storeOf(impatient).read(key))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessage("GetObject in the bucket waiting: failed (ApiCallTimeoutException)");
        }
    }

    @Test
    void anInterruptIsPassedOn() {
        Thread.currentThread().interrupt();

        StoreUnavailableException thrown = catchThrowableOfType(StoreUnavailableException.class, () -> store.read(key));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).hasMessageContaining("AbortedException");
    }

    @Test
    void anInterruptBetweenTwoConflictsIsPassedOn() {
        try (S3Client interrupted = LocalS3.client(server.endpoint())
                .overrideConfiguration(o -> o.addExecutionInterceptor(new InterruptAfterFailure()))
                .build()) {
            server.next(conflict());

            assertThatThrownBy(() -> storeOf(interrupted).create(key, TEXT, KEEP))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("AbortedException");
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.read(key)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied",
        "403, InvalidAccessKeyId",
        "404, NoSuchBucket",
        "400, KMS.DisabledException",
        "400, KMS.NotFoundException",
        "301, PermanentRedirect",
        "400, AuthorizationHeaderMalformed"
    })
    void aPermanentFailureNamesTheMissingPermission(int status, String code) {
        server.next(LoopbackServer.error(status, code, "for a person"));

        assertThatThrownBy(() -> store.create(key, TEXT, KEEP))
                .isInstanceOf(StoreNotPermittedException.class)
                .hasMessage("PutObject in the bucket waiting: refused (" + code + ", status " + status
                        + "). The call needs the bucket in the client's Region, s3:PutObject, and use of the bucket's KMS"
                        + " key if there is one")
                .hasStackTraceContaining("for a person");
    }

    @Test
    void everyCallNamesItsOwnPermission() {
        store.create(longKey, TEXT, KEEP);
        LoopbackServer.Effect denied = LoopbackServer.error(403, "AccessDenied", "no");
        server.next(Collections.nCopies(6, denied).toArray(LoopbackServer.Effect[]::new));

        assertThat(eachCall(store).stream().map(StoreFailuresIT::notPermitted))
                .satisfiesExactly(
                        create -> assertThat(create).contains("s3:PutObject"),
                        read -> assertThat(read).contains("s3:GetObject and s3:ListBucket"),
                        delete -> assertThat(delete).contains("s3:DeleteObject"),
                        names -> assertThat(names).contains("s3:ListBucket"),
                        ids -> assertThat(ids).contains("ListObjectsV2", "s3:ListBucket"));
    }

    @Test
    void anIdWhoseMetadataMayNotBeReadIsReportedWhileTheStreamIsRead() {
        store.create(longKey, TEXT, KEEP);
        server.next(server::handOn, LoopbackServer.error(403, "", ""));

        assertThatThrownBy(() -> store.ids(Area.DECISIONS).toList())
                .isInstanceOf(StoreNotPermittedException.class)
                .hasMessageContaining("HeadObject in the bucket waiting: refused (status 403)")
                .hasMessageContaining("s3:GetObject");
    }

    @Test
    void aRecordThatGoesWhileIdsAreReadIsLeftOut() {
        store.create(longKey, TEXT, KEEP);
        server.next(server::handOn, LoopbackServer.error(404, "", ""));

        assertThat(store.ids(Area.DECISIONS)).doesNotContain(longKey.id());
    }

    @Test
    void noExceptionQuotesWhatWasToBeWritten() {
        String text = "{\"secret\":\"" + "not a token: the SDK prints what the server says at DEBUG ".repeat(3) + "\"}";
        server.next(LoopbackServer.error(400, "InvalidRequest", "cannot take " + text.replace("\"", "&quot;")));

        assertThatThrownBy(() -> store.create(key, text, KEEP))
                .isInstanceOf(StoreNotPermittedException.class)
                .hasNoCause()
                .message()
                .doesNotContain("not a token");
    }

    @Test
    void aCodeThatIsNoneIsNotRepeated() {
        server.next(LoopbackServer.error(400, "what &#10; a code", "no"));

        assertThatThrownBy(() -> store.read(key)).hasMessageContaining("refused (status 400)");
    }

    @Test
    void encryptionIsAskedForInEachWrite() {
        assertThat(headersOfACreate(S3TokenStore.Builder::sseS3))
                .anyMatch("x-amz-server-side-encryption: AES256"::equalsIgnoreCase);
        assertThat(headersOfACreate(b -> b.sseS3().sseKms("alias/orders")))
                .anyMatch("x-amz-server-side-encryption: aws:kms"::equalsIgnoreCase)
                .anyMatch("x-amz-server-side-encryption-aws-kms-key-id: alias/orders"::equalsIgnoreCase);
        assertThat(headersOfACreate(b -> b.sseKms("alias/orders").sseS3()))
                .noneMatch(header -> header.contains("alias"));
        assertThat(headersOfACreate(b -> {}))
                .anyMatch("if-none-match: *"::equalsIgnoreCase)
                .noneMatch(header -> header.contains("encryption"));
    }

    /** Each test has a part of the bucket to itself. */
    private TokenStore storeOf(S3Client by) {
        return S3TokenStore.builder(by, LocalS3.BUCKET).prefix(prefix).build();
    }

    private List<String> headersOfACreate(Consumer<S3TokenStore.Builder> setting) {
        S3TokenStore.Builder builder = S3TokenStore.builder(client, LocalS3.BUCKET);
        setting.accept(builder);
        server.headers.clear();
        server.next(LoopbackServer.error(200, "", ""));
        assertThat(builder.build().create(key, TEXT, KEEP)).isTrue();
        return List.copyOf(server.headers);
    }

    private List<Runnable> eachCall(TokenStore of) {
        return List.of(
                () -> of.create(key, TEXT, KEEP),
                () -> of.read(key),
                () -> of.delete(key),
                () -> of.names(Area.TOKENS, key.id()),
                () -> of.ids(Area.TOKENS).forEach(id -> {}));
    }

    private static String notPermitted(Runnable call) {
        return String.valueOf(catchThrowableOfType(StoreNotPermittedException.class, call::run)
                .getMessage());
    }

    private static LoopbackServer.Effect unavailable() {
        return LoopbackServer.error(503, "SlowDown", "Please reduce your request rate.");
    }

    private static LoopbackServer.Effect conflict() {
        return LoopbackServer.error(409, "ConditionalRequestConflict", "A conflicting operation occurred.");
    }

    private static URI nobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    /** As somebody who ends the caller's thread just then. */
    private static final class InterruptAfterFailure implements ExecutionInterceptor {
        @Override
        public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
            Thread.currentThread().interrupt();
        }
    }
}
