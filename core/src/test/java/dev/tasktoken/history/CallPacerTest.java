package dev.tasktoken.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallPacerTest {
    private final AtomicLong now = new AtomicLong();
    private final List<Duration> waits = new ArrayList<>();
    private final CallPacer pacer = new CallPacer(10, now::get, duration -> {
        waits.add(duration);
        now.addAndGet(duration.toNanos());
    });

    @Test
    void spreadsCallsEvenly() {
        for (int i = 0; i < 4; i++) {
            pacer.await();
        }

        assertThat(waits).containsExactly(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100));
    }

    @Test
    void savesNothingUp() {
        pacer.await();
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        pacer.await();
        pacer.await();

        assertThat(waits).containsExactly(Duration.ofMillis(100));
    }

    @Test
    void isSlowerAfterThrottlingAndRecovers() {
        pacer.await();
        pacer.throttled();
        pacer.await();
        pacer.await();
        for (int i = 0; i < 20; i++) {
            pacer.succeeded();
        }
        pacer.await();
        pacer.await();

        assertThat(waits)
                .containsExactly(
                        Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(100));
    }

    @Test
    void isNeverSlowerThanACallInFiveSeconds() {
        pacer.await();
        for (int i = 0; i < 50; i++) {
            pacer.throttled();
        }
        pacer.await();
        pacer.await();

        assertThat(waits).containsExactly(Duration.ofMillis(100), Duration.ofSeconds(5));
    }
}
