package dev.tasktoken.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingPage;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects that put records into lists: what they cost, and how they go. */
class S3ListsIT {
    private static LocalS3 s3;

    private final Requests requests = new Requests();
    private final String prefix = UUID.randomUUID() + "/";
    private S3Client client;
    private TokenStore store;
    private PendingTasks pending;

    @BeforeAll
    static void start() throws Exception {
        s3 = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @BeforeEach
    void open() {
        client = LocalS3.client(s3.endpoint())
                .overrideConfiguration(o -> o.addExecutionInterceptor(requests))
                .build();
        store = S3TokenStore.builder(client, LocalS3.BUCKET).prefix(prefix).build();
        pending = PendingTasks.of(RecordingResponder.create().responder(), store);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private List<String> objects() {
        return client.listObjectsV2Paginator(list -> list.bucket(LocalS3.BUCKET).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    private void park(String id, Duration timeout) {
        PendingTaskInfo info =
                PendingTaskInfo.builder().until(Instant.now().plus(timeout)).build();
        pending.park(id, TaskToken.of(TestTokens.numbered(id.hashCode() & 0xffff)), info);
    }

    @Test
    void anAnsweredTaskLeavesNothingButItsDecision() {
        park("order-1", Duration.ofDays(1));
        assertThat(objects())
                .anyMatch(key -> key.matches("tokens-by-age/\\d{15}-\\d{15}/order-1/parked-000001"))
                .anyMatch(key -> key.matches("tokens-by-deadline/\\d{15}-\\d{15}/order-1/parked-000001"))
                .hasSize(3);

        assertThat(pending.succeed("order-1", 1)).isInstanceOf(DecisionOutcome.Recorded.class);

        assertThat(objects()).hasSize(2).allMatch(key -> key.startsWith("decisions"));
    }

    @Test
    void aRedeliveryListsATaskWhoseEntriesWereNotWritten() {
        park("order-1", Duration.ofDays(1));
        objects().stream()
                .filter(key -> key.contains("-by-"))
                .forEach(entry -> client.deleteObject(
                        delete -> delete.bucket(LocalS3.BUCKET).key(prefix + entry)));
        assertThat(pending.waiting()).isEmpty();

        PendingTask task = pending.find("order-1").orElseThrow();
        pending.park("order-1", TaskToken.of(TestTokens.numbered("order-1".hashCode() & 0xffff)), task.context());

        assertThat(pending.waiting()).containsExactly(task);
        assertThat(pending.page(Listing.WAITING_BY_DEADLINE, PageRequest.first(10))
                        .tasks())
                .containsExactly(task);
    }

    @Test
    void aPageOfTwentyFiveTakesAsManyRequestsAsTheJavadocSays() {
        IntStream.range(0, 30).forEach(n -> park("order-" + n, Duration.ofDays(1)));
        requests.count.set(0);

        PendingPage page = pending.page(Listing.WAITING_BY_AGE, PageRequest.first(25));

        assertThat(page.tasks()).hasSize(25);
        assertThat(requests.count).hasValue(101);
    }

    @Test
    void parkingAndDecidingTakeAFewRequests() {
        park("order-1", Duration.ofDays(1));
        int park = requests.count.getAndSet(0);
        pending.succeed("order-1", 1);

        assertThat(park).as("names twice, three writes").isEqualTo(5);
        assertThat(requests.count)
                .as("names twice, token, decision and its entry, forgotten or not, three deletions")
                .hasValue(9);
    }

    @Test
    void aPageRemovesEntriesOfTasksThatEndedLongAgo() {
        park("ended", Duration.ofHours(-2));
        park("just ended", Duration.ofMinutes(-10));
        park("open", Duration.ofDays(1));

        PendingPage page = pending.page(Listing.WAITING_BY_AGE, PageRequest.first(10));

        assertThat(page.tasks()).extracting(PendingTask::id).containsExactly("open");
        assertThat(objects().stream().filter(key -> key.startsWith("tokens-by")))
                .noneMatch(key -> key.contains("/ended/"))
                .anyMatch(key -> key.contains("/just!20ended/"))
                .hasSize(4);
    }

    /** One of them may be wrong by minutes; a wrong deletion hides a task that waits. */
    @Test
    void aPageRemovesNothingThatEndedLongAgoByOneClockOnly() {
        park("ended", Duration.ofHours(-2).minusMinutes(30));
        park("open", Duration.ofHours(1));
        List<String> before = objects();

        ListPage earlier = store.list(at(Instant.now().minus(Duration.ofHours(2))));
        List<String> afterEarlier = objects();
        ListPage later = store.list(at(Instant.now().plus(Duration.ofHours(3))));

        assertThat(earlier.records()).extracting(record -> record.key().id()).containsExactly("open");
        assertThat(later.records()).isEmpty();
        assertThat(afterEarlier).isEqualTo(before);
        assertThat(objects()).filteredOn(key -> key.contains("/open/")).hasSize(3);
    }

    private static ListQuery at(Instant now) {
        return new ListQuery(Listing.WAITING_BY_AGE, now, Optional.empty(), Optional.empty(), 10);
    }

    @Test
    void aPageRemovesAFewEntriesAndLeavesTheRestToTheNext() {
        IntStream.range(0, 60).forEach(n -> park("ended-" + n, Duration.ofHours(-2)));
        park("open", Duration.ofDays(1));
        requests.count.set(0);

        PendingPage page = pending.page(Listing.WAITING_BY_AGE, PageRequest.first(10));

        assertThat(page.tasks()).extracting(PendingTask::id).containsExactly("open");
        assertThat(requests.count)
                .as("one list, two deletions each, the open task")
                .hasValue(1 + 100 + 4);
        pending.page(Listing.WAITING_BY_AGE, PageRequest.first(10));
        assertThat(objects().stream().filter(key -> key.startsWith("tokens-by")))
                .hasSize(2);
    }

    @Test
    void aPageEndsBehindAThousandEntriesOfEndedTasks() {
        for (int n = 0; n < 1_005; n++) {
            String ended = String.format("tokens-by-age/%015d-%015d/order-%d/parked-000001", n, n + 1, n);
            s3.client().putObject(put -> put.bucket(LocalS3.BUCKET).key(prefix + ended), RequestBody.empty());
        }
        park("open", Duration.ofDays(1));
        PageRequest request = PageRequest.first(10);

        PendingPage first = pending.page(Listing.WAITING_BY_AGE, request);

        assertThat(first.tasks()).isEmpty();
        assertThat(pending.page(
                                Listing.WAITING_BY_AGE,
                                request.after(first.next().orElseThrow()))
                        .tasks())
                .hasSize(1);
        assertThat(pending.waiting()).hasSize(1);
    }

    @Test
    void aPageRemovesAnEntryWhoseRecordIsGone() {
        park("gone", Duration.ofDays(1));
        park("open", Duration.ofDays(1));
        store.delete(new TokenStore.Key(Area.TOKENS, "gone", "parked-000001"));

        PendingPage page = pending.page(Listing.WAITING_BY_AGE, PageRequest.first(10));

        assertThat(page.tasks()).extracting(PendingTask::id).containsExactly("open");
        assertThat(objects()).noneMatch(key -> key.contains("gone")).hasSize(3);
    }

    @Test
    void aRepeatedWriteCompletesTheListsOfARecordThatACrashLeftOut() {
        TokenStore.Key key = new TokenStore.Key(Area.TOKENS, "order-1", "parked-000001");
        ListPlace place = new ListPlace(Instant.now(), Optional.empty());
        store.create(key, "text", Duration.ofDays(1));

        assertThat(store.create(key, "another", Duration.ofDays(1), Optional.of(place)))
                .isFalse();
        assertThat(objects()).hasSize(1);
        assertThat(store.create(key, "text", Duration.ofDays(1), Optional.of(place)))
                .isFalse();

        assertThat(store.list(new ListQuery(
                                Listing.WAITING_BY_AGE, Instant.now(), Optional.empty(), Optional.empty(), 5))
                        .records())
                .containsExactly(new ListedRecord(key, place));
    }

    @Test
    void aPageLooksOverOtherObjects() {
        park("order-1", Duration.ofDays(1));
        for (String foreign :
                List.of("tokens-by-age/notes.txt", "tokens-by-age/000000000000001-000000000000000/a!/b")) {
            s3.client().putObject(put -> put.bucket(LocalS3.BUCKET).key(prefix + foreign), RequestBody.empty());
        }

        assertThat(pending.page(Listing.WAITING_BY_AGE, PageRequest.first(10)).tasks())
                .hasSize(1);
    }

    private static final class Requests implements ExecutionInterceptor {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            count.incrementAndGet();
        }
    }
}
