package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.TokenResponder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored")
class CallGateTest {
    private final ManualTimer timer = new ManualTimer();
    private final List<String> order = new ArrayList<>();

    private CallGate gate(int perSecond, int atOnce) {
        return new CallGate(timer, new CallLimits(perSecond, atOnce));
    }

    private Future<?> enter(CallGate gate, CallGate.Kind kind, String name) {
        CompletableFuture<?> turn = gate.enter(kind);
        turn.thenRun(() -> order.add(name));
        return turn;
    }

    @Test
    void letsEverybodyInWhereThereAreNoLimits() {
        CallGate gate = new CallGate(timer, CallLimits.NONE);

        assertThat(IntStream.range(0, 1000)
                        .allMatch(i -> gate.enter(CallGate.Kind.HEARTBEAT).isDone()))
                .isTrue();
    }

    @Test
    void letsSoManyInASecond() {
        CallGate gate = gate(2, 100);
        IntStream.range(0, 10).forEach(i -> enter(gate, CallGate.Kind.ANSWER, "a" + i));

        assertThat(order).hasSize(2);
        timer.advance(Duration.ofMillis(499));
        assertThat(order).hasSize(2);
        timer.advance(Duration.ofMillis(2));
        assertThat(order).hasSize(3);
        timer.advance(Duration.ofSeconds(3));
        assertThat(order).containsExactly("a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8");
    }

    @Test
    void savesNoMoreThanASecondsWorth() {
        CallGate gate = gate(2, 100);
        timer.advance(Duration.ofHours(1));

        IntStream.range(0, 10).forEach(i -> enter(gate, CallGate.Kind.ANSWER, "a" + i));

        assertThat(order).hasSize(2);
    }

    @Test
    void countsNoMoreThanItMayAfterALongTime() {
        CallGate gate = gate(Integer.MAX_VALUE, 1);
        timer.advance(Duration.ofDays(365));

        assertThat(gate.enter(CallGate.Kind.ANSWER)).isDone();
    }

    @Test
    void letsSoManyInAtOnce() {
        CallGate gate = gate(1000, 2);
        IntStream.range(0, 3).forEach(i -> enter(gate, CallGate.Kind.ANSWER, "a" + i));
        assertThat(order).containsExactly("a0", "a1");

        gate.leave();

        assertThat(order).containsExactly("a0", "a1", "a2");
    }

    @Test
    void letsAnswersInBeforeHeartbeatsThatCameEarlier() {
        CallGate gate = gate(1, 100);
        enter(gate, CallGate.Kind.HEARTBEAT, "first");
        enter(gate, CallGate.Kind.HEARTBEAT, "heartbeat");
        enter(gate, CallGate.Kind.ANSWER, "answer 1");
        enter(gate, CallGate.Kind.ANSWER, "answer 2");

        timer.advance(Duration.ofSeconds(4));

        assertThat(order).containsExactly("first", "answer 1", "answer 2", "heartbeat");
    }

    @Test
    void givesTheTurnOfOneWhoLeftTheQueueToTheNext() {
        CallGate gate = gate(1, 1);
        enter(gate, CallGate.Kind.ANSWER, "first");
        Future<?> impatient = enter(gate, CallGate.Kind.ANSWER, "impatient");
        enter(gate, CallGate.Kind.ANSWER, "patient");

        impatient.cancel(false);
        gate.leave();
        timer.advance(Duration.ofSeconds(1));

        assertThat(order).containsExactly("first", "patient");
    }

    @Test
    void refusesLimitsThatLetNobodyIn() {
        assertThatThrownBy(() -> TokenResponder.builder().callsPerSecond(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenResponder.builder().maxConcurrentCalls(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
