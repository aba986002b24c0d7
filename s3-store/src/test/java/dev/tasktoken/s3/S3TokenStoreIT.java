package dev.tasktoken.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import dev.tasktoken.testkit.stores.TokenStoreContract;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/** The contract of every store, on a real S3 server with pages of ten, and what is S3's own. */
class S3TokenStoreIT extends TokenStoreContract {
    private static final Duration KEEP = Duration.ofDays(30);

    private static LocalS3 s3;
    private static Lists lists;
    private static S3Client client;

    private final String id = "order-" + UUID.randomUUID();
    private final TokenStore.Key key = new TokenStore.Key(Area.TOKENS, id, "parked-000001");

    @BeforeAll
    static void start() throws Exception {
        s3 = LocalS3.start();
        lists = new Lists();
        client = LocalS3.client(s3.endpoint())
                .overrideConfiguration(o -> o.addExecutionInterceptor(lists))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        s3.close();
    }

    @Override
    protected TokenStore store() {
        return S3TokenStore.of(client, LocalS3.BUCKET);
    }

    /** A lifecycle rule of the bucket removes them. */
    @Override
    protected boolean hidesExpiredRecords() {
        return false;
    }

    @Test
    void aShortIdIsReadableInTheKeyAndTheObjectIsTheText() {
        store().create(key, "{\"a\":1}", KEEP);

        GetObjectResponse object = object("tasktoken/tokens/" + id + "/parked-000001");
        assertThat(object.contentLength()).isEqualTo(7);
        assertThat(object.contentType()).isEqualTo("application/json");
        assertThat(object.metadata()).isEmpty();
    }

    @Test
    void aPrefixOfItsOwnKeepsAStoreApart() {
        TokenStore other = S3TokenStore.builder(client, LocalS3.BUCKET)
                .prefix("orders/v2/")
                .build();
        store().create(key, "ours", KEEP);

        assertThat(other.read(key)).isEmpty();
        assertThat(other.create(key, "theirs", KEEP)).isTrue();

        assertThat(object("orders/v2/tokens/" + id + "/parked-000001").contentLength())
                .isEqualTo(6);
        assertThat(store().read(key)).contains("ours");
        assertThat(other.ids(Area.TOKENS)).contains(id);
        assertThat(S3TokenStore.builder(client, LocalS3.BUCKET)
                        .prefix("")
                        .build()
                        .read(key))
                .isEmpty();
    }

    @Test
    void pagesAreAskedForAsTheStreamIsRead() {
        TokenStore store =
                S3TokenStore.builder(client, LocalS3.BUCKET).prefix("pages/").build();
        List<String> ids = IntStream.range(0, 25).mapToObj(n -> "order-" + n).toList();
        ids.forEach(each -> store.create(new TokenStore.Key(Area.TOKENS, each, "parked-000001"), "text", KEEP));
        lists.count = 0;

        Stream<String> unread = store.ids(Area.TOKENS);
        assertThat(lists.count).isZero();
        assertThat(unread.findFirst()).isPresent();
        assertThat(lists.count).isEqualTo(1);
        assertThat(store.ids(Area.TOKENS)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(lists.count).isEqualTo(4);
    }

    @Test
    void otherObjectsUnderThePrefixArePassedOver() {
        store().create(key, "text", KEEP);
        put("tasktoken/tokens/" + id + "/notes.txt");
        put("tasktoken/tokens/" + id + "/sub/parked-000001");
        put("tasktoken/tokens/" + id + "!/parked-000001");
        put("tasktoken/tokens/loose-" + id);
        put("tasktoken/tokens/!sha256-" + id + "/parked-000001");

        assertThat(store().names(Area.TOKENS, id)).containsExactly("parked-000001");
        assertThat(store().ids(Area.TOKENS).filter(each -> each.contains(id))).containsExactly(id);
    }

    @Test
    void anObjectThatIsNoneOfOursIsReadCutAndNotWhole() {
        int tooLong = 3 * 1024 * 1024;
        client.putObject(
                put -> put.bucket(LocalS3.BUCKET).key("tasktoken/tokens/" + id + "/parked-000001"),
                RequestBody.fromBytes("x".repeat(tooLong).getBytes(UTF_8)));

        assertThat(store().read(key).orElseThrow()).hasSize(2 * 1024 * 1024 + 1);
    }

    private static GetObjectResponse object(String objectKey) {
        return client.getObject(get -> get.bucket(LocalS3.BUCKET).key(objectKey))
                .response();
    }

    private static void put(String objectKey) {
        client.putObject(put -> put.bucket(LocalS3.BUCKET).key(objectKey), RequestBody.fromString("foreign"));
    }

    /** Makes pages of ten and counts them; the tests of a class run one after the other. */
    private static final class Lists implements ExecutionInterceptor {
        private int count;

        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            if (context.request() instanceof ListObjectsV2Request list) {
                count++;
                return list.toBuilder().maxKeys(10).build();
            }
            return context.request();
        }
    }
}
