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

    @Test
    void makesNoMoreCallsThanAreAskedFor() {
        RepeatingCall.start(timer, Runnable::run, Duration.ofSeconds(1), () -> {
            calls.add(timer.nanos());
            return calls.size() < 3 ? Duration.ofSeconds(2) : null;
        });
        timer.advance(Duration.ofHours(1));

        assertThat(calls).containsExactly(1_000_000_000L, 3_000_000_000L, 5_000_000_000L);
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void makesACallAgainASecondAfterItThrew() {
        RepeatingCall.start(timer, Runnable::run, Duration.ofSeconds(1), () -> {
            calls.add(timer.nanos());
            if (calls.size() == 1) {
                throw new NoClassDefFoundError();
            }
            return null;
        });
        timer.advance(Duration.ofHours(1));

        assertThat(calls).containsExactly(1_000_000_000L, 2_000_000_000L);
    }

    @Test
    void triesAgainASecondAfterThereWasNoThread() {
        RepeatingCall.start(
                timer,
                task -> {
                    calls.add(timer.nanos());
                    if (calls.size() == 1) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    task.run();
                },
                Duration.ofSeconds(1),
                () -> null);
        timer.advance(Duration.ofHours(1));

        assertThat(calls).containsExactly(1_000_000_000L, 2_000_000_000L);
    }
}
