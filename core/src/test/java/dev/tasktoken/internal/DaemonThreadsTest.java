package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {
    @Test
    void keepsNoProcessAliveAndNumbersItsThreads() {
        DaemonThreads threads = new DaemonThreads("tasktoken-test");

        assertThat(threads.newThread(() -> {}).isDaemon()).isTrue();
        assertThat(threads.newThread(() -> {}).getName()).isEqualTo("tasktoken-test-2");
    }

    /** No caller has to close them. */
    @Test
    void endsIdleThreads() {
        for (ExecutorService pool :
                new ExecutorService[] {DaemonThreads.bounded("b", 2), DaemonThreads.unbounded("u")}) {
            ThreadPoolExecutor threads = (ThreadPoolExecutor) pool;

            assertThat(threads.getCorePoolSize() == 0 || threads.allowsCoreThreadTimeOut())
                    .isTrue();
        }
    }

    @Test
    void runsSoManyTasksAtOnceAndTheOthersLater() throws Exception {
        ExecutorService pool = DaemonThreads.bounded("tasktoken-test", 1);
        CountDownLatch first = new CountDownLatch(1);
        Future<?> waiting = pool.submit(() -> {
            first.await();
            return null;
        });
        Future<String> later = pool.submit(() -> Thread.currentThread().getName());
        first.countDown();

        assertThat(waiting.get()).isNull();
        assertThat(later.get()).isEqualTo("tasktoken-test-1");
    }
}
