package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatingCallTest {
    private final ManualTimer timer = new ManualTimer();
    private final List<Runnable> submitted = new ArrayList<>();
    private final List<Long> calls = new ArrayList<>();

    private RepeatingCall repeating() {
        return RepeatingCall.start(timer, submitted::add, Duration.ofSeconds(1), () -> {
            calls.add(timer.nanos());
            return Duration.ofSeconds(1);
        });
    }

    @Test
    void makesNoCallThatWaitsForAThreadWhenItIsClosed() {
        RepeatingCall repeating = repeating();
        timer.advance(Duration.ofSeconds(1));

        repeating.close();
        submitted.get(0).run();

        assertThat(calls).isEmpty();
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void leavesNothingOnTheTimerWhenItIsClosed() {
        repeating().close();

        assertThat(timer.waiting()).isZero();
    }
}
