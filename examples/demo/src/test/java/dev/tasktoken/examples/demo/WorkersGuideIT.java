package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.examples.guide.PollingLoops;
import dev.tasktoken.examples.guide.ShippingWorker;
import dev.tasktoken.examples.guide.Shop.Order;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsWorker;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** docs/workers.md: its worker and its loop, on ElasticMQ. */
@Timeout(60)
class WorkersGuideIT {
    private static final LocalQueues QUEUES = LocalQueues.start();
    private static final String TOKEN = TestTokens.numbered(1);

    private final RecordingResponder recording = RecordingResponder.create();
    private final Queue queue = QUEUES.create("parcels-" + System.nanoTime());

    @AfterAll
    static void stop() {
        QUEUES.close();
    }

    @Test
    void theWorkerAnswersAndDeletes() {
        queue.send("{\"orderId\": \"0001\", \"kilos\": 2.5, \"taskToken\": \"" + TOKEN + "\"}");
        SqsWorker worker = ShippingWorker.worker(QUEUES.client(), queue.url(), recording.responder());

        worker.start();
        while (recording.answers().isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(worker.stop()).isTrue();
        queue.send("{}"); // ends the poll in progress, for which the server's stop would wait
        assertThat(recording.task(TOKEN)).succeeded().withOutputAt("/postage", 300);
        assertThat(worker.status().deleted()).isEqualTo(1);
    }

    @Test
    void theLoopDeletesWhatIsSettledAndLeavesWhatIsNot() {
        queue.send("{\"orderId\": \"0001\", \"cents\": 5, \"taskToken\": \"" + TOKEN + "\"}");
        queue.send("{\"orderId\": \"0002\", \"cents\": 5}");
        CallbackProcessor<Order> processor =
                CallbackProcessor.of(recording.responder(), Order.class, order -> Map.of("paid", order.cents()));

        for (int i = 0; i < 2; i++) {
            PollingLoops.receive(QUEUES.client(), queue.url())
                    .forEach(message -> PollingLoops.once(QUEUES.client(), queue.url(), processor, message));
        }

        assertThat(recording.task(TOKEN)).succeeded().withOutputAt("/paid", 5);
        assertThat(queue.countMessages()).isEqualTo("1 message");
    }
}
