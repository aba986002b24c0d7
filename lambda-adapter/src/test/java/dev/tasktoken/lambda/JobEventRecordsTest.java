package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.JobEvents;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import dev.tasktoken.testkit.stores.BreakableStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Completion events from a queue, a topic and a rule. */
class JobEventRecordsTest {
    private static final JobEvents JOBS =
            JobEvents.of("/JobId", "/Status").succeeded("SUCCEEDED").failed("FAILED");

    private final RecordingResponder recording = RecordingResponder.create();
    private final BreakableStore store = new BreakableStore(TokenStore.inMemory());
    private final PendingTasks pending = PendingTasks.of(recording.responder(), store);

    @BeforeEach
    void park() {
        for (int n = 1; n <= 2; n++) {
            pending.park(
                    "order-" + n,
                    TaskToken.of(TestTokens.numbered(n)),
                    PendingTaskInfo.builder().event("job-" + n).build());
        }
    }

    private static String completed(int job) {
        return "{\"JobId\":\"job-" + job + "\",\"Status\":\"SUCCEEDED\"}";
    }

    private static SQSEvent queue(String... bodies) {
        SQSEvent event = new SQSEvent();
        event.setRecords(Stream.of(bodies)
                .map(body -> {
                    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
                    message.setMessageId("of " + body.length());
                    message.setBody(body);
                    return message;
                })
                .toList());
        return event;
    }

    private static SNSEvent topic(String... messages) {
        return new SNSEvent()
                .withRecords(Stream.of(messages)
                        .map(message -> new SNSEvent.SNSRecord().withSns(new SNSEvent.SNS().withMessage(message)))
                        .toList());
    }

    @Test
    void aQueuesMessagesAnswerAndWhatIsNoEventFailsAlone() {
        SQSBatchResponse response = JobEventRecords.signal(queue(completed(1), "x", completed(2)), JOBS, pending);

        assertThat(response.getBatchItemFailures())
                .extracting(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .containsExactly("of 1");
        assertThat(recording.answers()).hasSize(2);
    }

    @Test
    void aQueuesMessagesAreRedeliveredWhileTheStoreIsDown() {
        store.breakWith(new StoreUnavailableException("down", null));
        SQSEvent event = queue(completed(1));
        assertThat(JobEventRecords.signal(event, JOBS, pending).getBatchItemFailures())
                .hasSize(1);

        store.mend();

        assertThat(JobEventRecords.signal(event, JOBS, pending).getBatchItemFailures())
                .isEmpty();
        assertThat(recording.answers()).hasSize(1);
    }

    @Test
    void aTopicsNotificationsAnswerAndTheFirstFailureIsThrownInTheEnd() {
        assertThatThrownBy(() -> JobEventRecords.signal(topic("x", completed(1), "y", completed(2)), JOBS, pending))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(recording.answers()).hasSize(2);
        JobEventRecords.signal(topic(completed(1)), JOBS, pending);
        assertThat(recording.answers()).as("a duplicate is harmless").hasSize(2);
    }

    @Test
    void aRulesEventAnswers() throws Exception {
        for (String event : List.of(completed(1), completed(2))) {
            JobEventRecords.signal(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), JOBS, pending);
        }

        assertThat(recording.answers()).hasSize(2);
    }
}
