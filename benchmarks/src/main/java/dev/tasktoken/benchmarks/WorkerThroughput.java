package dev.tasktoken.benchmarks;

import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsWorker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Workers with 50 handlers, 20 ms of work and calls of 20 ms: ours beside what else there is. */
final class WorkerThroughput {
    private static final int FULL_MESSAGES = 8_000;
    private static final int QUICK_MESSAGES = 3_000;
    private static final String OURS = "SqsWorker";
    private static final String SPRING = "Spring Cloud AWS's listener";

    private static final Map<String, QueueConsumer> CONSUMERS = new LinkedHashMap<>();

    static {
        int handlers = WorkerRun.CONCURRENCY;
        CONSUMERS.put(OURS, WorkerThroughput::ours);
        CONSUMERS.put(SPRING, (queue, url, processor) -> SpringListener.start(queue, url, processor, handlers));
        CONSUMERS.put(
                SPRING + ", 75 messages at once",
                (queue, url, processor) -> SpringListener.start(queue, url, processor, 75));
        CONSUMERS.put(
                "the SDK's batch manager",
                (queue, url, processor) -> BatchManagerLoop.start(queue, url, processor, handlers, 1));
        CONSUMERS.put(
                "the SDK's batch manager, five receivers",
                (queue, url, processor) -> BatchManagerLoop.start(queue, url, processor, handlers, 5));
        CONSUMERS.put(
                "a tutorial's loop", (queue, url, processor) -> PollingLoop.start(queue, url, processor, handlers));
    }

    private final int rounds;
    private final Map<String, List<WorkerRun.Figures>> figures = new LinkedHashMap<>();

    private WorkerThroughput(int rounds) {
        this.rounds = rounds;
    }

    static Section measure(Form form) throws Exception {
        WorkerThroughput throughput = new WorkerThroughput(form == Form.QUICK ? 1 : form.rounds);
        throughput.run(form == Form.QUICK ? QUICK_MESSAGES : FULL_MESSAGES);
        return throughput.section();
    }

    private void run(int messages) throws Exception {
        for (QueueConsumer consumer : CONSUMERS.values()) {
            WorkerRun.of(consumer, QUICK_MESSAGES); // so that the first is no colder than the others
        }
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, QueueConsumer> consumer : CONSUMERS.entrySet()) {
                WorkerRun.Figures measured = WorkerRun.of(consumer.getValue(), messages);
                System.out.println(consumer.getKey() + ": " + measured);
                figures.computeIfAbsent(consumer.getKey(), name -> new ArrayList<>())
                        .add(measured);
            }
        }
    }

    private static AutoCloseable ours(Loopback queue, String url, CallbackProcessor<Order> processor) {
        SqsClient sqs = queue.queues();
        SqsWorker worker = SqsWorker.builder(sqs, url, processor)
                .concurrency(WorkerRun.CONCURRENCY)
                .build()
                .start();
        return () -> {
            worker.close();
            sqs.close();
        };
    }

    private Section section() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "50 handlers, 20 ms of work, 20 ms a call",
                "messages a second",
                "CPU for a message, µs, the SDK's clients included",
                "p50, ms",
                "p99, ms",
                "receives for a message"));
        figures.keySet()
                .forEach(name -> rows.add(List.of(
                        name,
                        spread(name, WorkerRun.Figures::perSecond).toString(),
                        spread(name, WorkerRun.Figures::cpuMicros).toString(),
                        spread(name, WorkerRun.Figures::p50Millis).toString(),
                        spread(name, WorkerRun.Figures::p99Millis).toString(),
                        spread(name, WorkerRun.Figures::receives).toString())));
        // Two loopback services share the machine with it, so a small machine is the limit before the worker is.
        return new Section(
                "worker",
                rows,
                List.of(
                        Goal.atLeast(
                                "worker: messages a second", spread(OURS, WorkerRun.Figures::perSecond), 1_000, 300),
                        Goal.atMost(
                                "worker: CPU for a message, µs",
                                spread(OURS, WorkerRun.Figures::cpuMicros),
                                359,
                                2_000),
                        Goal.atMost(
                                "worker: p99 / Spring's",
                                Spread.ofRatios(
                                        each(OURS, WorkerRun.Figures::p99Millis),
                                        each(SPRING, WorkerRun.Figures::p99Millis)),
                                1.1,
                                3),
                        Goal.atMost(
                                "worker: receives for a message",
                                spread(OURS, WorkerRun.Figures::receives),
                                0.15,
                                0.5)));
    }

    private Spread spread(String name, ToDoubleFunction<WorkerRun.Figures> figure) {
        return Spread.of(each(name, figure));
    }

    private double[] each(String name, ToDoubleFunction<WorkerRun.Figures> figure) {
        return figures.getOrDefault(name, List.of()).stream()
                .mapToDouble(figure)
                .toArray();
    }
}
