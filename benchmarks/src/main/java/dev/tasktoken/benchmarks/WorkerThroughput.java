package dev.tasktoken.benchmarks;

import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.sqs.SqsWorker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A worker with 50 handlers: how near it comes to what 20 ms of work and a call of 20 ms allow. */
final class WorkerThroughput {
    private static final int CONCURRENCY = 50;
    private static final int MILLIS = 20;
    private static final double BOUND = CONCURRENCY / (2 * MILLIS / 1e3);
    private static final int BYTES = 1536;
    private static final int FULL_MESSAGES = 12_000;
    private static final int QUICK_MESSAGES = 3_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final int warmUp;
    private final int last;
    private final AtomicInteger answered = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Moment begin = new Moment(0, 0);
    private volatile Moment end = new Moment(0, 0);

    /** What the clocks showed. */
    private record Moment(long nanos, long cpuNanos) {
        static Moment now() {
            return new Moment(System.nanoTime(), workersCpu());
        }
    }

    private WorkerThroughput(int messages) {
        this.warmUp = messages / 2;
        this.last = messages - 2 * CONCURRENCY; // the last few are fewer than the handlers
    }

    static Section measure(Form form) throws IOException, InterruptedException {
        int rounds = form == Form.QUICK ? 1 : form.rounds;
        double[] shares = new double[rounds];
        double[] cpuMicros = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            int messages = form == Form.QUICK ? QUICK_MESSAGES : FULL_MESSAGES;
            WorkerThroughput run = new WorkerThroughput(messages);
            run.drain(messages);
            shares[round] = run.perSecond() / BOUND;
            cpuMicros[round] = run.cpuMicros();
        }
        return section(Spread.of(shares), Spread.of(cpuMicros));
    }

    private static Section section(Spread share, Spread cpuMicros) {
        return new Section(
                "worker",
                List.of(
                        List.of("50 handlers, 20 ms of work, 20 ms a call", "figure"),
                        List.of("share of the bound of " + Math.round(BOUND) + " messages a second", share.toString()),
                        List.of("CPU for a message, µs, the SDK's clients included", cpuMicros.toString())),
                // Two loopback services share the machine with it, so a small machine is the limit before the worker
                // is.
                List.of(Goal.atLeast("worker: share of 50 / 40 ms", share, 0.85, 0.25)));
    }

    private void drain(int messages) throws IOException, InterruptedException {
        Duration delay = Duration.ofMillis(MILLIS);
        try (Loopback queue = Loopback.start(delay, new FakeQueue(messages, BYTES));
                Loopback service = Loopback.start(delay, this::count);
                SqsClient sqs = queue.queues();
                SfnClient stepFunctions = service.stepFunctions()) {
            CallbackProcessor<Order> processor =
                    CallbackProcessor.of(TokenResponder.of(stepFunctions), Order.class, WorkerThroughput::work);
            try (SqsWorker worker = SqsWorker.builder(sqs, queue.endpoint() + "/123456789012/payments", processor)
                    .concurrency(CONCURRENCY)
                    .build()) {
                worker.start();
                if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Only " + answered + " of " + messages + " answered");
                }
            }
        }
    }

    private static String work(Order order) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(MILLIS);
        return order.orderId();
    }

    private String count(String operation, byte[] request) {
        int number = answered.incrementAndGet();
        if (number == warmUp) {
            begin = Moment.now();
        } else if (number == last) {
            end = Moment.now();
            done.countDown();
        }
        return "{}";
    }

    private double perSecond() {
        return (last - warmUp) / ((end.nanos() - begin.nanos()) / 1e9);
    }

    private double cpuMicros() {
        return (end.cpuNanos() - begin.cpuNanos()) / 1e3 / (last - warmUp);
    }

    /** Of all threads but the services'; they live for the whole run, so none is missed at its end. */
    private static long workersCpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null
                    && !thread.getThreadName().startsWith(Loopback.THREADS)
                    && !thread.getThreadName().startsWith("HTTP-Dispatcher")) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }
}
