package dev.tasktoken.simulation.soak;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingPage;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.sqs.SqsWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * One process for so many minutes: a worker with heartbeats, tasks that are parked and decided, pages of lists, under
 * faults of the service and the queue. Writes the plot of what the process held. Time for stored records runs 3,600
 * times as fast, so that decisions that are kept for a day are gone after 24 seconds.
 */
public final class Soak {
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(5);

    private final AtomicLong decisions = new AtomicLong();
    private final AtomicLong pages = new AtomicLong();
    private final Instant started = Instant.now();
    private final InstantSource fast =
            () -> started.plus(Duration.between(started, Instant.now()).multipliedBy(3600));

    private Soak() {}

    /** The payload beside the token. */
    record Order(String orderId) {}

    public static void main(String[] arguments) throws Exception {
        Duration time = Duration.ofSeconds((long) (60 * Double.parseDouble(arguments[0])));
        new Soak().run(time, Path.of(arguments[1]));
        System.exit(0); // the pools of the SDK end later
    }

    private void run(Duration time, Path plot) throws Exception {
        SoakQueue queue = new SoakQueue(200);
        try (SoakService service = new SoakService();
                SfnClient client = SfnClient.builder()
                        .endpointOverride(service.endpoint())
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build()) {
            TokenResponder responder = TokenResponder.of(client);
            PendingTasks pending = PendingTasks.builder(responder, TokenStore.inMemory(fast))
                    .keepDecisions(Duration.ofDays(1))
                    .clock(fast)
                    .build();
            CallbackProcessor<Order> processor = CallbackProcessor.builder(responder, Order.class)
                    .handler((order, task) -> work(order, task, pending))
                    .heartbeatEvery(Duration.ofMillis(100))
                    .build();
            List<Sample> samples;
            try (SqsWorker worker = SqsWorker.builder(queue, "https://queue", processor)
                    .concurrency(20)
                    .shutdownTimeout(Duration.ofSeconds(5))
                    .build()) {
                worker.start();
                samples = watch(time, pending);
            }
            Files.writeString(plot, SoakPlot.of(samples));
            System.out.printf(
                    "%,d messages, %,d calls of the service, %,d decisions, %,d pages in %d minutes%n%s%n",
                    queue.deleted.get(),
                    service.calls.get(),
                    decisions.get(),
                    pages.get(),
                    time.toMinutes(),
                    Trend.of(samples));
        }
    }

    /** One in ten tasks waits for a person, for at most a day, so that its records are gone after some days more. */
    private @Nullable Object work(Order order, CallbackTask task, PendingTasks pending) throws Exception {
        Thread.sleep(ThreadLocalRandom.current().nextInt(250));
        return ThreadLocalRandom.current().nextInt(10) == 0
                ? pending.park(order.orderId(), task, waitingForADay())
                : List.of(order.orderId());
    }

    private PendingTaskInfo waitingForADay() {
        return PendingTaskInfo.builder()
                .until(fast.instant().plus(Duration.ofDays(1)))
                .build();
    }

    private List<Sample> watch(Duration time, PendingTasks pending) throws InterruptedException {
        List<Sample> samples = new ArrayList<>();
        Instant end = started.plus(time);
        Instant next = started.plus(BETWEEN_SAMPLES);
        while (Instant.now().isBefore(end)) {
            decideSome(pending);
            Thread.sleep(200);
            if (Instant.now().isAfter(next)) {
                next = next.plus(BETWEEN_SAMPLES);
                samples.add(Sample.now(Duration.between(started, Instant.now()).toMillis() / 60_000.0));
            }
        }
        return samples;
    }

    private void decideSome(PendingTasks pending) {
        try {
            PendingPage page = pending.page(Listing.WAITING_BY_AGE, PageRequest.first(100));
            pages.incrementAndGet();
            for (PendingTask task : page.tasks()) {
                pending.succeed(task.id(), "yes");
                decisions.incrementAndGet();
            }
            pending.resendUndelivered();
        } catch (TaskTokenException e) {
            return; // the next round decides it
        }
    }
}
