package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SleeperTest {
    @Test
    void saysThatItSlept() {
        List<Duration> slept = new ArrayList<>();
        Sleeper sleeper = slept::add;

        assertThat(sleeper.sleepUnlessInterrupted(Duration.ofSeconds(7))).isTrue();
        assertThat(slept).containsExactly(Duration.ofSeconds(7));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void keepsTheInterruptOfTheWait() {
        Thread.currentThread().interrupt();

        assertThat(Sleeper.sleeping().sleepUnlessInterrupted(Duration.ofHours(1)))
                .isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void repeatsAFailedCallAfterAnEighthOfItsIntervalAndThenLater() {
        Duration every = Duration.ofSeconds(80);

        for (int tries = 0; tries <= 5; tries++) {
            Duration most = Duration.ofSeconds(Math.min(80, 10L << tries));
            assertThat(Sleeper.soonerThan(every, tries)).isBetween(most.dividedBy(2), most);
        }
    }
}
