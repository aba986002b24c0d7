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
    private final List<Message> messages = ScriptedSqs.messages(3);
    private final VisibilityLease lease =
            new VisibilityLease(new SqsQueue(sqs, ScriptedSqs.URL), TIMEOUT, messages, nanoTime::get);

    @Test
    void isRenewedAtAThirdOfTheTimeout() {
        assertThat(lease.renewEvery()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void hidesTheMessageAtWorkAndThoseThatWaitInOneCall() {
        lease.settled(messages.get(0));

        boolean again = lease.renew();

        assertThat(again).isTrue();
        assertThat(sqs.calls()).containsExactly(new ScriptedSqs.Call(Map.of("r-1", 30, "r-2", 30)));
    }

    @Test
    void endsWhenNothingIsHeld() {
        List<Message> released = lease.release();

        boolean again = lease.renew();

        assertThat(released).isEqualTo(messages);
        assertThat(again).isFalse();
        assertThat(sqs.calls()).isEmpty();
        assertThat(lease.release()).isEmpty();
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
                .containsExactly(new ScriptedSqs.Call(Map.of("r-0", 20, "r-1", 20, "r-2", 20)));
    }

    @Test
    void letsGoOfAMessageThatTheQueueNoLongerHides() {
        sqs.refuseNext(0, "ReceiptHandleIsInvalid", true);

        boolean again = lease.renew();

        assertThat(again).isTrue();
        assertThat(lease.stillHolds(messages.get(0))).isFalse();
        assertThat(lease.stillHolds(messages.get(1))).isTrue();
        assertThat(lease.release()).containsExactly(messages.get(1), messages.get(2));
    }

    @Test
    void failsWhenTheQueueCouldNotServeAMessageNow() {
        sqs.refuseNext(2, "InternalError", false);

        assertThatIllegalStateException().isThrownBy(lease::renew);
        assertThat(lease.stillHolds(messages.get(2))).isTrue();
    }

    @Test
    void isRenewedBeforeAWaitingMessageStartsIfThatWasLongAgo() {
        pass(Duration.ofSeconds(9));
        boolean soon = lease.stillHolds(messages.get(1));
        int callsAtFirst = sqs.calls().size();
        pass(Duration.ofSeconds(20));
        boolean later = lease.stillHolds(messages.get(1));
        pass(Duration.ofSeconds(9));
        boolean soonAfter = lease.stillHolds(messages.get(2));

        assertThat(soon).isTrue();
        assertThat(callsAtFirst).isZero();
        assertThat(later).isTrue();
        assertThat(soonAfter).isTrue();
        assertThat(sqs.calls()).hasSize(1);
    }

    @Test
    void holdsNoMessageThatOthersMayHaveByNow() {
        pass(Duration.ofSeconds(29));
        sqs.failNext(ScriptedSqs.refusal("ServiceUnavailable", 503));
        boolean justInTime = lease.stillHolds(messages.get(1));
        pass(Duration.ofSeconds(1));
        sqs.failNext(ScriptedSqs.refusal("AccessDenied", 403));
        boolean tooLate = lease.stillHolds(messages.get(1));

        assertThat(justInTime).isTrue();
        assertThat(tooLate).isFalse();
    }

    @Test
    void takesTimeoutsThatSqsTakes() {
        assertThat(SqsVisibility.of(sqs, ScriptedSqs.URL, Duration.ofHours(12)).lease(messages.get(0)))
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
