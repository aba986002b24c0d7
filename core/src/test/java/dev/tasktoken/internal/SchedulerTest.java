package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private final Scheduler scheduler = Scheduler.system();

    /** Its one thread is busy until all is scheduled. */
    @Test
    void makesNoCallThatWasTakenBack() throws InterruptedException {
        List<String> made = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch scheduled = new CountDownLatch(1);
        CountDownLatch last = new CountDownLatch(1);
        scheduler.after(Duration.ZERO, () -> await(scheduled));
        scheduler.after(Duration.ZERO, () -> made.add("first"));
        Runnable takeBack = scheduler.after(Duration.ZERO, () -> made.add("taken back"));
        scheduler.after(Duration.ZERO, last::countDown);

        takeBack.run();
        scheduled.countDown();
        last.await();

        assertThat(made).containsExactly("first");
    }

    /** For instance until a deadline that stands for none. */
    @Test
    void takesAWaitThatHasTooManyNanosecondsToCount() {
        assertThatCode(() -> scheduler
                        .after(Duration.ofSeconds(Long.MAX_VALUE), () -> {})
                        .run())
                .doesNotThrowAnyException();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
