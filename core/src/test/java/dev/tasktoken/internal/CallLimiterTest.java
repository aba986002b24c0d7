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
class CallLimiterTest {
    private final ManualTimer timer = new ManualTimer();
    private final List<String> order = new ArrayList<>();

    private CallLimiter limiter(int perSecond, int atOnce) {
        return new CallLimiter(timer, new CallLimits(perSecond, atOnce));
    }

    private Future<?> enter(CallLimiter limiter, CallLimiter.Kind kind, String name) {
        CompletableFuture<?> turn = limiter.enter(kind);
        turn.thenRun(() -> order.add(name));
        return turn;
    }

    @Test
    void letsEverybodyInWhereThereAreNoLimits() {
        CallLimiter limiter = new CallLimiter(timer, CallLimits.NONE);

        assertThat(IntStream.range(0, 1000)
                        .allMatch(i -> limiter.enter(CallLimiter.Kind.HEARTBEAT).isDone()))
                .isTrue();
    }

    @Test
    void letsSoManyInASecond() {
        CallLimiter limiter = limiter(2, 100);
        IntStream.range(0, 10).forEach(i -> enter(limiter, CallLimiter.Kind.ANSWER, "a" + i));

        assertThat(order).hasSize(2);
        timer.advance(Duration.ofMillis(499));
        assertThat(order).hasSize(2);
        timer.advance(Duration.ofMillis(2));
        assertThat(order).hasSize(3);
        timer.advance(Duration.ofSeconds(3));
        assertThat(order).containsExactly("a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8");
    }

    @Test
    void letsTheNextInAsSoonAsItMayStart() {
        CallLimiter limiter = limiter(1, 100);
        enter(limiter, CallLimiter.Kind.ANSWER, "first");
        timer.advance(Duration.ofMillis(900));
        enter(limiter, CallLimiter.Kind.ANSWER, "second");

        timer.advance(Duration.ofMillis(101));

        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void savesNoMoreThanASecondsWorth() {
        CallLimiter limiter = limiter(2, 100);
        timer.advance(Duration.ofHours(1));

        IntStream.range(0, 10).forEach(i -> enter(limiter, CallLimiter.Kind.ANSWER, "a" + i));

        assertThat(order).hasSize(2);
    }

    @Test
    void countsNoMoreThanItMayAfterALongTime() {
        CallLimiter limiter = limiter(Integer.MAX_VALUE, 1);
        timer.advance(Duration.ofDays(365));

        assertThat(limiter.enter(CallLimiter.Kind.ANSWER)).isDone();
    }

    @Test
    void letsSoManyInAtOnce() {
        CallLimiter limiter = limiter(1000, 2);
        IntStream.range(0, 3).forEach(i -> enter(limiter, CallLimiter.Kind.ANSWER, "a" + i));
        assertThat(order).containsExactly("a0", "a1");

        limiter.leave();

        assertThat(order).containsExactly("a0", "a1", "a2");
    }

    @Test
    void letsAnswersInBeforeHeartbeatsThatCameEarlier() {
        CallLimiter limiter = limiter(1, 100);
        enter(limiter, CallLimiter.Kind.HEARTBEAT, "first");
        enter(limiter, CallLimiter.Kind.HEARTBEAT, "heartbeat");
        enter(limiter, CallLimiter.Kind.ANSWER, "answer 1");
        enter(limiter, CallLimiter.Kind.ANSWER, "answer 2");

        timer.advance(Duration.ofSeconds(4));

        assertThat(order).containsExactly("first", "answer 1", "answer 2", "heartbeat");
    }

    @Test
    void givesTheTurnOfOneWhoLeftTheQueueToTheNext() {
        CallLimiter limiter = limiter(1, 1);
        enter(limiter, CallLimiter.Kind.ANSWER, "first");
        Future<?> impatient = enter(limiter, CallLimiter.Kind.ANSWER, "impatient");
        enter(limiter, CallLimiter.Kind.ANSWER, "patient");

        impatient.cancel(false);
        limiter.leave();
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
