package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.engine.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MovableClockTest {
    private final Engine engine = new Engine();
    private final MovableClock clock = new MovableClock(engine);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void firesTimersInTheirOrderAndAtTheirTime() {
        Instant start = clock.instant();
        List<String> fired = new ArrayList<>();
        plan(20, () -> fired.add("b " + hoursSince(start)));
        plan(10, () -> fired.add("a " + hoursSince(start)));
        plan(31, () -> fired.add("never"));

        clock.advance(Duration.ofHours(30));

        assertThat(fired).containsExactly("a 10", "b 20");
        assertThat(hoursSince(start)).isEqualTo(30);
    }

    @Test
    void firesWhatATimerPlansOnTheWay() {
        List<String> fired = new ArrayList<>();
        plan(1, () -> engine.schedule(Duration.ofHours(1), () -> fired.add("second")));

        clock.advance(Duration.ofHours(2).plusSeconds(1));

        assertThat(fired).containsExactly("second");
    }

    @Test
    void waitsForCallsThatATimerBegins() {
        List<String> done = new ArrayList<>();
        plan(1, () -> engine.call(() -> "called", done::add, failure -> done.add("failed")));

        clock.advance(Duration.ofHours(1).plusSeconds(1));

        assertThat(done).containsExactly("called");
    }

    @Test
    void doesNotFireWhatWasCancelled() {
        List<String> fired = new ArrayList<>();
        Timers.Timer timer = engine.run(() -> engine.schedule(Duration.ofHours(1), () -> fired.add("cancelled")));
        engine.run(() -> {
            engine.cancel(timer);
            return true;
        });

        clock.advance(Duration.ofHours(2));

        assertThat(fired).isEmpty();
    }

    @Test
    void firesByTheWallClockToo() throws Exception {
        CountDownLatch fired = new CountDownLatch(1);
        engine.run(() -> engine.schedule(Duration.ofMillis(20), fired::countDown));

        assertThat(fired.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void survivesATimerThatThrows() {
        List<String> fired = new ArrayList<>();
        plan(1, () -> {
            throw new IllegalStateException("a bug");
        });
        plan(2, () -> fired.add("next"));

        clock.advance(Duration.ofHours(3));

        assertThat(fired).containsExactly("next");
    }

    @Test
    void refusesToGoBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsItsTimeInOtherZones() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");

        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(clock.withZone(tokyo).getZone()).isEqualTo(tokyo);
        assertThat(clock.withZone(tokyo).withZone(ZoneOffset.UTC).instant())
                .isBetween(clock.instant().minusSeconds(9), clock.instant());
    }

    private void plan(int hours, Runnable action) {
        engine.run(() -> engine.schedule(Duration.ofHours(hours), action));
    }

    private long hoursSince(Instant start) {
        return Duration.between(start, clock.instant()).toHours();
    }
}
