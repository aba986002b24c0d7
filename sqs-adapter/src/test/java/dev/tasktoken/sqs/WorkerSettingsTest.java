package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    private static final Duration TOO_LONG = Duration.ofHours(12).plusNanos(1);

    private final ScriptedSqs sqs = new ScriptedSqs();
    private final Floor floor = new Floor();
    private final SqsWorker.Builder builder =
            SqsWorker.builder(sqs, ScriptedSqs.URL, floor.processor((number, task) -> number));

    @Test
    void takesTheEdgesOfEachRange() {
        SqsWorker worker = builder.concurrency(1)
                .concurrency(10_000)
                .visibilityTimeout(Duration.ofSeconds(1))
                .visibilityTimeout(Duration.ofHours(12))
                .waitTime(Duration.ZERO)
                .waitTime(Duration.ofSeconds(20))
                .redeliveryDelay(Duration.ZERO, Duration.ZERO)
                .redeliveryDelay(Duration.ofHours(12), Duration.ofHours(12))
                .shutdownTimeout(Duration.ZERO)
                .shutdownTimeout(Duration.ofHours(12))
                .build();

        assertThat(worker.status().state()).isEqualTo(SqsWorkerStatus.State.NEW);
    }

    @Test
    void refusesWhatIsOutsideAtOnce() {
        assertRefused(() -> builder.concurrency(0));
        assertRefused(() -> builder.concurrency(10_001));
        assertRefused(() -> builder.visibilityTimeout(Duration.ofMillis(999)));
        assertRefused(() -> builder.visibilityTimeout(TOO_LONG));
        assertRefused(() -> builder.waitTime(Duration.ofNanos(-1)));
        assertRefused(() -> builder.waitTime(Duration.ofSeconds(20).plusNanos(1)));
        assertRefused(() -> builder.redeliveryDelay(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertRefused(() -> builder.redeliveryDelay(Duration.ZERO, TOO_LONG));
        assertRefused(() -> builder.redeliveryDelay(Duration.ofNanos(-1), Duration.ZERO));
        assertRefused(() -> builder.shutdownTimeout(Duration.ofNanos(-1)));
        assertRefused(() -> builder.shutdownTimeout(TOO_LONG));
        assertRefused(() -> SqsWorker.builder(sqs, " ", floor.processor((number, task) -> number)));
        assertRefused(() -> builder.build().stop(TOO_LONG));
    }

    private static void assertRefused(Runnable setting) {
        assertThatIllegalArgumentException().isThrownBy(setting::run);
    }
}
