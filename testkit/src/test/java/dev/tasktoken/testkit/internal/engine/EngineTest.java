package dev.tasktoken.testkit.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom the engine wakes, and when. */
class EngineTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Engine engine = new Engine();
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void wakesAThreadWhenThereIsWhatItWaitsFor() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Optional<String>> waiting = CompletableFuture.supplyAsync(() -> engine.await(SOON, () -> {
            asked.countDown();
            return done.stream().filter("second"::equals).findFirst();
        }));
        asked.await();

        engine.run(() -> done.add("first"));
        engine.run(() -> done.add("second"));

        assertThat(waiting.get(SOON.toSeconds(), TimeUnit.SECONDS)).contains("second");
    }

    @Test
    void twoThatWaitForOneThingDoNotBothTakeIt() {
        engine.run(() -> done.add("one"));

        assertThat(engine.await(SOON, this::take)).contains("one");
        assertThat(engine.await(Duration.ofMillis(1), this::take)).isEmpty();
    }

    @Test
    void aThreadThatWaitsGetsTheExceptionOfItsOwnQuestion() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Optional<String>> waiting = CompletableFuture.supplyAsync(() -> engine.await(SOON, () -> {
            asked.countDown();
            if (!done.isEmpty()) {
                throw new IllegalArgumentException("no such thing");
            }
            return Optional.empty();
        }));
        asked.await();

        assertThat(engine.<Boolean>run(() -> done.add("x"))).isTrue();

        assertThatThrownBy(() -> waiting.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no such thing");
    }

    @Test
    void closingEndsTheWait() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Optional<String>> waiting = CompletableFuture.supplyAsync(() -> engine.await(SOON, () -> {
            asked.countDown();
            return Optional.empty();
        }));
        asked.await();

        engine.close();

        assertThatThrownBy(() -> waiting.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .hasMessageContaining("closed while a caller waited");
    }

    @Test
    void aTimerThatIsPlannedBeforeTheOthersFiresByItself() {
        engine.run(() -> engine.schedule(Duration.ofHours(1), () -> done.add("late")));
        engine.run(() -> engine.schedule(Duration.ofMillis(1), () -> done.add("early")));

        assertThat(engine.await(SOON, this::take)).contains("early");
    }

    @Test
    void whatIsLeftOfATimerPassesByItselfAfterTheClockWasMoved() {
        engine.run(() -> engine.schedule(Duration.ofHours(1), () -> done.add("due")));

        engine.advance(Duration.ofHours(1).minusMillis(50));

        assertThat(engine.await(SOON, this::take)).contains("due");
    }

    private Optional<String> take() {
        return done.isEmpty() ? Optional.empty() : Optional.of(done.remove(0));
    }
}
