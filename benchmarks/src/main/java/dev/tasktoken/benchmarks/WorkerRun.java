package dev.tasktoken.benchmarks;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sfn.SfnClient;

/** One consumer that drains a queue, and what it took when it was warm: in the second half of the messages. */
final class WorkerRun {
    static final int CONCURRENCY = 50;
    static final int MILLIS = 20;
    private static final int BYTES = 1536;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern ORDER = Pattern.compile("order-(\\d+)");

    private final int warmUp;
    private final int last;
    private final FakeQueue messages;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicLongArray latencies;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Moment begin = new Moment(0, 0, 0);
    private volatile Moment end = begin;

    /** What clocks and counters showed. */
    private record Moment(long nanos, long cpuNanos, int receives) {}

    /**
     * What was measured.
     *
     * @param perSecond messages
     * @param cpuMicros for a message, of all threads but the services'
     * @param p50Millis from the response that brought a message to the call with its answer
     * @param p99Millis the same
     * @param receives polls for a message
     */
    record Figures(double perSecond, double cpuMicros, double p50Millis, double p99Millis, double receives) {}

    private WorkerRun(int count) {
        this.warmUp = count / 2;
        this.last = count - 2 * CONCURRENCY; // the last few are fewer than the handlers
        this.messages = new FakeQueue(count, BYTES);
        this.latencies = new AtomicLongArray(last - warmUp);
    }

    static Figures of(QueueConsumer consumer, int messages) throws Exception {
        WorkerRun run = new WorkerRun(messages);
        run.drain(consumer);
        return run.figures();
    }

    private void drain(QueueConsumer consumer) throws Exception {
        Duration delay = Duration.ofMillis(MILLIS);
        try (Loopback queue = Loopback.start(delay, messages);
                Loopback service = Loopback.start(delay, this::answered);
                SfnClient stepFunctions = service.stepFunctions();
                AutoCloseable running = consumer.start(
                        queue,
                        queue.endpoint() + "/123456789012/payments",
                        CallbackProcessor.of(TokenResponder.of(stepFunctions), Order.class, WorkerRun::work))) {
            if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Only " + answered + " were answered by " + running);
            }
        }
    }

    private static String work(Order order) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(MILLIS);
        return order.orderId();
    }

    private String answered(String operation, byte[] request) {
        int number = answered.incrementAndGet();
        if (number > warmUp && number <= last) {
            latencies.set(number - warmUp - 1, System.nanoTime() - received(request));
        }
        if (number == warmUp) {
            begin = now();
        } else if (number == last) {
            end = now();
            done.countDown();
        }
        return "{}";
    }

    private long received(byte[] request) {
        Matcher order = ORDER.matcher(new String(request, StandardCharsets.UTF_8));
        if (!order.find()) {
            throw new IllegalStateException("An answer without its order's number");
        }
        return messages.handedOut(Integer.parseInt(order.group(1))) + TimeUnit.MILLISECONDS.toNanos(MILLIS);
    }

    private Figures figures() {
        int count = last - warmUp;
        long[] sorted = new long[count];
        Arrays.setAll(sorted, latencies::get);
        Arrays.sort(sorted);
        return new Figures(
                count / ((end.nanos() - begin.nanos()) / 1e9),
                (end.cpuNanos() - begin.cpuNanos()) / 1e3 / count,
                sorted[count / 2] / 1e6,
                sorted[count * 99 / 100] / 1e6,
                (double) (end.receives() - begin.receives()) / count);
    }

    private Moment now() {
        return new Moment(System.nanoTime(), consumersCpu(), messages.receives());
    }

    /** Of all threads but the services'; they live for the whole run, so none is missed at its end. */
    private static long consumersCpu() {
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
