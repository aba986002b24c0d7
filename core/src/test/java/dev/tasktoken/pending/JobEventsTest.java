package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tasktoken.FakeSfn;
import dev.tasktoken.Responders;
import dev.tasktoken.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion events of services, in the shapes of their documentation. */
class JobEventsTest {
    private static final JobEvents TEXTRACT =
            JobEvents.of("/JobId", "/Status").succeeded("SUCCEEDED").failed("FAILED");

    private final FakeSfn sfn = new FakeSfn();
    private final PendingTasks pending =
            PendingTasks.of(Responders.impatient(sfn).build(), TokenStore.inMemory());

    @BeforeEach
    void park() {
        pending.park(
                "order-1",
                Tokens.token(1),
                PendingTaskInfo.builder().event("job-1").build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /JobId | /Status | SUCCEEDED | {"JobId":"job-1","Status":"SUCCEEDED","API":"StartDocumentAnalysis"}
            /JobId | /StatusCode | Succeeded | {"JobId":"job-1","Completed":true,"StatusCode":"Succeeded"}
            /detail/statementId | /detail/state | FINISHED | {"detail":{"statementId":"job-1","state":"FINISHED"}}
            /detail/batchJobArn | /detail/status | Completed | {"detail":{"batchJobArn":"job-1","status":"Completed"}}
            /detail/jobId | /detail/status | SUCCEEDED | {"source":"aws.batch","detail":{"jobId":"job-1","status":"SUCCEEDED"}}
            """)
    void aCompletionAnswersItsTaskWithTheEvent(String job, String status, String success, String event) {
        assertThat(JobEvents.of(job, status).succeeded(success).signal(event, pending))
                .hasSize(1);

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo(event);
    }

    @Test
    void anSnsNotificationIsUnwrapped() {
        TEXTRACT.signal(
                "{\"Type\":\"Notification\",\"Message\":\"{\\\"JobId\\\":\\\"job-1\\\",\\\"Status\\\":\\\"FAILED\\\"}\"}",
                pending);

        assertThat(sfn.failures).singleElement().satisfies(failure -> {
            assertThat(failure.error()).isEqualTo("JobFailed");
            assertThat(failure.cause()).isEqualTo("{\"JobId\":\"job-1\",\"Status\":\"FAILED\"}");
        });
    }

    @Test
    void aFailureHasTheNameThatIsSet() {
        TEXTRACT.failAs("TextractFailed").signal("{\"JobId\":\"job-1\",\"Status\":\"FAILED\"}", pending);

        assertThat(sfn.failures).singleElement().extracting(r -> r.error()).isEqualTo("TextractFailed");
    }

    @Test
    void aJobThatRunsIsPassedOver() {
        assertThat(TEXTRACT.signal("{\"JobId\":\"job-1\",\"Status\":\"IN_PROGRESS\"}", pending))
                .isEmpty();

        assertThat(sfn.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"JobId\":1,\"Status\":\"SUCCEEDED\"}",
                "{\"JobId\":\"job-1\"}",
                "{\"Type\":\"Notification\",\"Message\":\"text\"}"
            })
    void refusesWhatIsNoSuchEvent(String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TEXTRACT.signal(message, pending))
                .withNoCause();
    }
}
