package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

class VisibilityLeaseTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ScriptedSqs sqs = new ScriptedSqs();
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1000); // wraps over, as it may
    private final Message message = ScriptedSqs.message(0);
    private final VisibilityLease lease =
            new VisibilityLease(new SqsQueue(sqs, ScriptedSqs.URL), TIMEOUT, message, nanoTime::get);

    @Test
    void isRenewedAtAThirdOfTheTimeout() {
        assertThat(lease.renewEvery()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void hidesItsMessageForTheTimeoutAnew() {
        boolean goesOn = lease.renew();

        assertThat(goesOn).isTrue();
        assertThat(sqs.calls()).containsExactly(new ScriptedSqs.Call(Map.of("r-0", 30)));
    }

    @Test
    void endsWhenItIsReleased() {
        boolean held = lease.release();

        boolean goesOn = lease.renew();

        assertThat(held).isTrue();
        assertThat(goesOn).isFalse();
        assertThat(sqs.calls()).isEmpty();
        assertThat(lease.release()).isFalse();
    }

    @Test
    void endsTwelveHoursAfterTheReceipt() {
        pass(Duration.ofHours(12).minusSeconds(30));
        boolean afterTheLast = lease.renew();
        pass(Duration.ofSeconds(25));
        boolean afterTheEnd = lease.renew();

        assertThat(afterTheLast).isFalse();
        assertThat(afterTheEnd).isFalse();
        assertThat(sqs.calls())
                .as("20 s: what is left but for a margin")
                .containsExactly(new ScriptedSqs.Call(Map.of("r-0", 20)));
    }

    @Test
    void isRenewedForTheLastTimeWhenItsTimeoutIsAllThatIsLeft() {
        pass(Duration.ofHours(12).minusSeconds(40));
        boolean goesOn = lease.renew();

        assertThat(goesOn).isFalse();
        assertThat(sqs.calls()).containsExactly(new ScriptedSqs.Call(Map.of("r-0", 30)));
    }

    @Test
    void isRenewedForItsLastSecond() {
        pass(Duration.ofHours(12).minusSeconds(11));

        lease.renew();

        assertThat(sqs.calls()).containsExactly(new ScriptedSqs.Call(Map.of("r-0", 1)));
    }

    @Test
    void letsGoOfAMessageThatTheQueueNoLongerHides() {
        sqs.refuseNext(0, "ReceiptHandleIsInvalid", true);

        boolean goesOn = lease.renew();

        assertThat(goesOn).isFalse();
        assertThat(lease.release()).isFalse();
    }

    @Test
    void failsWhenTheQueueCouldNotServeItNow() {
        sqs.refuseNext(0, "InternalError", false);

        assertThatIllegalStateException().isThrownBy(lease::renew);
        assertThat(lease.renew()).isTrue();
        assertThat(lease.release()).isTrue();
    }

    @Test
    void takesTimeoutsThatSqsTakes() {
        assertThat(SqsVisibility.of(sqs, ScriptedSqs.URL, Duration.ofHours(12)).lease(message))
                .isNotNull();
        for (Duration wrong : List.of(
                Duration.ZERO, Duration.ofMillis(999), Duration.ofHours(12).plusMillis(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SqsVisibility.of(sqs, ScriptedSqs.URL, wrong))
                    .withMessageContaining(wrong.toString());
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SqsVisibility.of(sqs, " ", TIMEOUT));
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
