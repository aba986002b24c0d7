package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.internal.Backoff;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.sqs.ScriptedSqs.Call;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

@Timeout(60)
class WorkerOutagesTest {
    private final Floor floor = new Floor();
    private final ScriptedSqs sqs = new ScriptedSqs();

    @AfterEach
    void stopWorkers() {
        floor.close();
        sqs.deliver(List.of()); // for the poll in progress
    }

    @Test
    void pollsOnAfterAnOutage() throws InterruptedException {
        sqs.failPoll(ScriptedSqs.refusal("ServiceUnavailable", 503));
        sqs.failPoll(SdkClientException.create("cut", new SocketException("reset")));
        sqs.deliver(ScriptedSqs.messages(1));
        SqsWorker worker = floor.start(worker((number, task) -> number));

        floor.awaitBegun(1);
        SqsWorkerStatus status = worker.status();

        assertThat(status.receiving().consecutiveFailures()).isZero();
        assertThat(status.receiving().lastPoll()).isPresent();
        assertThat(worker.stop()).isTrue();
    }

    @Test
    void reportsThatItCannotReceiveAndStopsPromptlyAllTheSame() {
        sqs.failPoll(ScriptedSqs.refusal("AccessDenied", 403)); // the next poll is seconds away
        SqsWorker worker = floor.start(worker((number, task) -> number));

        while (worker.status().isReceiving()) {
            Thread.onSpinWait();
        }
        SqsWorkerStatus status = worker.status();

        assertThat(worker.stop()).isTrue();
        assertThat(status.receiving().consecutiveFailures()).isEqualTo(1);
        assertThat(status.receiving().lastFailure())
                .contains("sqs:ReceiveMessage is not permitted (AccessDenied, status 403)");
        assertThat(status.receiving().lastPoll()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AccessDeniedException | 400 | sqs:ReceiveMessage is not permitted (AccessDeniedException, status 400)",
                "KmsAccessDenied | 400 | kms:Decrypt on the queue's key is not permitted (KmsAccessDenied, status 400)",
                "KMS.AccessDeniedException | 400 | kms:Decrypt on the queue's key is not permitted"
                        + " (KMS.AccessDeniedException, status 400)",
                "ExpiredToken | 403 | the credentials have expired (ExpiredToken, status 403)",
                "ServiceUnavailable | 503 | ServiceUnavailable, status 503",
            })
    void namesWhatIsMissingForReceiving(String code, int status, String named) {
        ReceiveHealth health = new ReceiveHealth("orders");

        health.recordFailure(ScriptedSqs.refusal(code, status));

        assertThat(health.current().lastFailure()).contains(named);
    }

    @Test
    void warnsOnceForAnOutageAndSaysWhenItIsOver() {
        ReceiveHealth health = new ReceiveHealth("scripted");

        String outage = Logged.by(() -> {
            health.recordSuccess();
            health.recordFailure(ScriptedSqs.refusal("ServiceUnavailable", 503));
            health.recordFailure(ScriptedSqs.refusal("ServiceUnavailable", 503));
        });
        String end = Logged.by(() -> {
            health.recordSuccess();
            health.recordSuccess();
        });

        assertThat(outage).containsOnlyOnce("Cannot receive from scripted").doesNotContain("recovered");
        assertThat(end).containsOnlyOnce("Receiving from scripted recovered after 2 failed polls");
    }

    @Test
    void retriesSlowlyAfterAPermanentFailure() {
        ReceiveHealth health = new ReceiveHealth("orders");

        Duration first = health.recordFailure(ScriptedSqs.refusal("AccessDeniedException", 400));
        Duration second = health.recordFailure(ScriptedSqs.refusal("AccessDenied", 403));
        Duration third = health.recordFailure(ScriptedSqs.refusal("InvalidClientTokenId", 400));
        Duration afterOutage = new ReceiveHealth("orders").recordFailure(ScriptedSqs.refusal("Throttled", 400));

        assertThat(first).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
        assertThat(second).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(third).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(afterOutage).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void deletesInBatches() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(10);
        sqs.deliver(ScriptedSqs.messages(10));
        SqsWorker worker = floor.start(worker((number, task) -> {
            all.countDown();
            all.await();
            return number;
        }));

        Call call = sqs.awaitCall();

        assertThat(worker.stop()).isTrue();
        assertThat(call.size() + sqs.calls().stream().mapToInt(Call::size).sum())
                .isEqualTo(10);
        assertThat(call.secondsByReceipt().values()).containsOnly(Call.DELETED);
        assertThat(worker.status().deleted()).isEqualTo(10);
    }

    @Test
    void retriesADelete() throws InterruptedException {
        sqs.failNext(ScriptedSqs.refusal("ServiceUnavailable", 503));
        sqs.refuseNext(0, "InternalError", false);
        sqs.deliver(ScriptedSqs.messages(1));
        SqsWorker worker = floor.start(worker((number, task) -> number));

        floor.awaitBegun(1);
        boolean drained = worker.stop();

        assertThat(drained).isTrue();
        assertThat(sqs.calls()).hasSize(3).containsOnly(new Call(Map.of("r-0", Call.DELETED)));
        assertThat(worker.status().deleted()).isEqualTo(1);
    }

    @Test
    void saysThatItDidNotDrainWhenADeleteIsRefusedForGood() throws InterruptedException {
        sqs.refuseNext(0, "ReceiptHandleIsInvalid", true);
        sqs.deliver(ScriptedSqs.messages(1));
        SqsWorker worker = floor.start(worker((number, task) -> number));

        floor.awaitBegun(1);
        boolean drained = worker.stop();

        assertThat(drained).isFalse();
        assertThat(worker.status().deleted()).isZero();
        assertThat(worker.status().settled().succeeded()).isEqualTo(1);
    }

    @Test
    void givesUpADeleteThatNeverSucceeds() throws InterruptedException {
        for (int i = 0; i < 6; i++) {
            sqs.failNext(ScriptedSqs.refusal("ServiceUnavailable", 503));
        }
        sqs.deliver(ScriptedSqs.messages(1));
        SqsWorker worker = floor.start(worker((number, task) -> number));

        floor.awaitBegun(1);
        boolean drained = worker.stop();

        assertThat(drained).isFalse();
        assertThat(sqs.calls()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({"AccessDenied, 403", "ExpiredToken, 400", "UnrecognizedClientException, 400"})
    void doesNotRetryWhatIsNotPermitted(String code, int status) throws InterruptedException {
        sqs.failNext(ScriptedSqs.refusal(code, status));
        sqs.deliver(ScriptedSqs.messages(1));
        SqsWorker worker = floor.start(worker((number, task) -> number));

        floor.awaitBegun(1);
        boolean drained = worker.stop();

        assertThat(drained).isFalse();
        assertThat(sqs.calls()).hasSize(1);
    }

    @Test
    void hidesAnUnsettledMessageForItsRedeliveryDelay() throws InterruptedException {
        sqs.deliver(ScriptedSqs.messages(1));
        floor.start(worker((number, task) -> {
                    throw new RedeliveryRequestedException("not now");
                })
                .redeliveryDelay(Duration.ofSeconds(8), Duration.ofSeconds(8)));

        Call call = sqs.awaitCall();

        assertThat(call.secondsByReceipt().get("r-0")).isBetween(4, 8);
    }

    @Test
    void doublesTheRedeliveryDelayUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60));

        assertThat(backoff.after(0)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(backoff.after(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(backoff.after(4)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
        assertThat(backoff.after(Integer.MAX_VALUE)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(new Backoff(Duration.ZERO, Duration.ZERO).after(3)).isZero();
    }

    /** Two polls are in progress at the stop; released at once, the message would be received by the other, too. */
    @Test
    void releasesWhatIsReceivedAfterTheStopWhenTheLastPollHasEnded() throws InterruptedException {
        sqs.deliver(ScriptedSqs.messages(10));
        SqsWorker worker = floor.start(worker((number, task) -> number).concurrency(20));
        floor.awaitBegun(10);
        sqs.awaitPolls(3);

        worker.stop();
        int before = sqs.calls().size();
        sqs.deliver(List.of(ScriptedSqs.message(42)));
        sqs.awaitEndedPolls(2);
        int afterOne = sqs.calls().size();
        sqs.deliver(List.of());
        Call released = sqs.awaitRelease();

        assertThat(afterOne).isEqualTo(before);
        assertThat(released).isEqualTo(new Call(Map.of("r-42", 0)));
    }

    private SqsWorker.Builder worker(Floor.Work work) {
        return SqsWorker.builder(sqs, ScriptedSqs.URL, floor.processor(work));
    }
}
