package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandlerThreadsTest {
    private final ScriptedSqs sqs = new ScriptedSqs();
    private final Floor floor = new Floor();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Test
    void runsHandlersOnThreadsOfTheFactoryAndDoesNotWaitForThemWhenTheyStopTheWorker() throws Exception {
        AtomicReference<SqsWorker> worker = new AtomicReference<>();
        worker.set(SqsWorker.builder(sqs, ScriptedSqs.URL, floor.processor((number, task) -> {
                    boolean drained = worker.get().stop(Duration.ofHours(1));
                    seen.add(Thread.currentThread().getName() + " drained " + drained);
                    return number;
                }))
                .handlerThreads(task -> new Thread(task, "mine"))
                .build());
        worker.get().start();

        sqs.deliver(List.of(ScriptedSqs.message(0)));

        assertThat(seen.take()).isEqualTo("mine drained false");
        assertThat(worker.get().stop(Duration.ofSeconds(30))).isTrue();
        sqs.deliver(List.of());
    }

    @Test
    void releasesAMessageForWhichNoThreadStarts() throws Exception {
        SqsWorker worker = worker(ScriptedSqs.URL)
                .handlerThreads(task -> {
                    throw new OutOfMemoryError("simulated");
                })
                .redeliveryDelay(Duration.ofSeconds(8), Duration.ofSeconds(8))
                .build()
                .start();

        sqs.deliver(List.of(ScriptedSqs.message(0)));
        ScriptedSqs.Call released = sqs.awaitCall();

        assertThat(released.secondsByReceipt().get("r-0")).isBetween(4, 8);
        assertThat(worker.stop()).isTrue();
        assertThat(worker.status().inFlight()).isZero();
        assertThat(floor.begun()).isEmpty();
        sqs.deliver(List.of());
    }

    @Test
    @Timeout(20)
    void keepTheJvmAliveUntilTheStopAndEndWithIt() throws Exception {
        SqsWorker worker = worker(ScriptedSqs.URL + "-threads").build().start();
        sqs.deliver(List.of(ScriptedSqs.message(0)));
        floor.awaitBegun(1);
        List<Thread> running = threads("tasktoken-worker-scripted-threads-");

        worker.stop();
        sqs.deliver(List.of());
        for (Thread thread : running) {
            thread.join();
        }

        assertThat(running)
                .extracting(thread -> thread.getName() + (thread.isDaemon() ? " daemon" : ""))
                .containsExactlyInAnyOrder(
                        "tasktoken-worker-scripted-threads-acks-0",
                        "tasktoken-worker-scripted-threads-poll-0 daemon",
                        "tasktoken-worker-scripted-threads-1 daemon");
    }

    private SqsWorker.Builder worker(String queueUrl) {
        return SqsWorker.builder(sqs, queueUrl, floor.processor((number, task) -> number));
    }

    private static List<Thread> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }
}
