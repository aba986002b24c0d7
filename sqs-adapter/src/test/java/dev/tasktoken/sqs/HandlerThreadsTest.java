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
}
