package dev.tasktoken.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An exception of a client that shuts down is reported as an unavailable store, not as a failure of the task. */
class ClosedClientTest {
    private static final TokenStore.Key KEY = new TokenStore.Key(Area.TOKENS, "order-1", "parked-000001");
    private static final String DELIVERY = "{\"taskToken\":\"" + TestTokens.numbered(1) + "\"}";

    private final ThrowingS3 s3 = new ThrowingS3();
    private final TokenStore store = S3TokenStore.of(s3, "waiting");
    private final RecordingResponder recording = RecordingResponder.create();
    private final PendingTasks pending = PendingTasks.of(recording.responder(), store);
    private final CallbackProcessor<String> approvals = CallbackProcessor.builder(recording.responder(), String.class)
            .action((order, task) -> pending.park("order-1", task))
            .build();

    static Stream<RuntimeException> failures() {
        return Stream.of(
                new IllegalStateException("Connection pool shut down"),
                new UncheckedIOException(new IOException("closed")),
                new RejectedExecutionException("terminated"),
                AbortedException.create("interrupted"),
                SdkClientException.create("Unable to execute HTTP request"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyOperationSaysThatTheStoreIsUnavailable(RuntimeException failure) {
        s3.onEveryCall = failure;

        assertThatThrownBy(() -> store.create(KEY, "text", Duration.ofDays(1)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(failure.getClass().getSimpleName())
                .hasCause(failure);
        assertThatThrownBy(() -> store.read(KEY)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.delete(KEY)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.names(Area.TOKENS, "order-1")).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.ids(Area.TOKENS).toList()).isInstanceOf(StoreUnavailableException.class);
        assertThat(Thread.interrupted()).isEqualTo(failure instanceof AbortedException);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theIdThatIsBesideAnObjectIsNotSkipped(RuntimeException failure) {
        s3.listed = S3TokenStore.DEFAULT_PREFIX + "tokens/" + IdSegment.of("/".repeat(300)) + "/parked-000001";
        s3.onHead = failure;

        assertThatThrownBy(() -> store.ids(Area.TOKENS).toList()).isInstanceOf(StoreUnavailableException.class);
        assertThat(Thread.interrupted()).isEqualTo(failure instanceof AbortedException);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aTaskThatCouldNotBeParkedIsNotAnsweredAndItsDeliveryIsRedelivered(RuntimeException failure) {
        s3.onPut = failure;

        Settlement settlement = approvals.process(Delivery.of(DELIVERY));

        assertThat(settlement.isAcknowledged()).isFalse();
        assertThat(recording.answers()).isEmpty();
        assertThat(Thread.interrupted()).isEqualTo(failure instanceof AbortedException);
    }

    private static final class ThrowingS3 implements S3Client {
        private @Nullable RuntimeException onEveryCall;
        private @Nullable RuntimeException onPut;
        private @Nullable RuntimeException onHead;
        private @Nullable String listed;

        private static void fail(@Nullable RuntimeException failure) {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            fail(onPut);
            fail(onEveryCall);
            return PutObjectResponse.builder().build();
        }

        @Override
        public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
            fail(onEveryCall);
            throw new AssertionError("nothing is stored");
        }

        @Override
        public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
            fail(onEveryCall);
            return DeleteObjectResponse.builder().build();
        }

        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            fail(onHead);
            return HeadObjectResponse.builder().build();
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            fail(onEveryCall);
            return ListObjectsV2Response.builder()
                    .contents(Optional.ofNullable(listed).stream()
                            .map(key -> S3Object.builder().key(key).build())
                            .toList())
                    .isTruncated(false)
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
