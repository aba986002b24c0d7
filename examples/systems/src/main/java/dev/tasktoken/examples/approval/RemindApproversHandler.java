package dev.tasktoken.examples.approval;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingPage;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.s3.S3TokenStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reminds whoever should decide: after a day once, after three days somebody else once, and after six days it fails the
 * task with {@code NobodyDecided}, which a {@code Catch} can match, before links and time limits of a week end. Let a
 * schedule invoke it every hour. It ignores its payload and returns how often it did each.
 *
 * <p>Each step is noted first, so that it is done once even if two invocations meet. The notes are part of
 * {@link PendingTasks#audit}. Here a reminder is a line in the log at WARN, to set an alarm on; send a mail instead in
 * {@code send}.
 *
 * <p>Lambda calls the constructor without arguments, once per instance; the bucket is {@code TOKEN_BUCKET} then. The
 * function needs the permissions of {@link SendDecisionsHandler}.
 */
public final class RemindApproversHandler implements RequestHandler<Object, Map<String, Integer>> {
    private static final Logger LOG = LoggerFactory.getLogger(RemindApproversHandler.class);
    private static final Duration REMIND = Duration.ofDays(1);
    private static final Duration ESCALATE = Duration.ofDays(3);
    private static final Duration GIVE_UP = Duration.ofDays(6);

    private final PendingTasks pending;
    private final BiConsumer<PendingTask, String> send;

    public RemindApproversHandler() {
        this(TokenResponder.create(), Bucket.client(), Bucket.name());
    }

    public RemindApproversHandler(TokenResponder responder, S3Client s3, String bucket) {
        this(PendingTasks.of(responder, S3TokenStore.of(s3, bucket)), RemindApproversHandler::log);
    }

    public RemindApproversHandler(PendingTasks pending, BiConsumer<PendingTask, String> send) {
        this.pending = pending;
        this.send = send;
    }

    @Override
    public Map<String, Integer> handleRequest(@Nullable Object schedule, Context context) {
        return run();
    }

    Map<String, Integer> run() {
        Map<String, Integer> done = new TreeMap<>();
        done.put("failed", each(GIVE_UP, this::giveUp));
        done.put("escalated", each(ESCALATE, task -> sendOnce(task, "escalated")));
        done.put("reminded", each(REMIND, task -> sendOnce(task, "reminded")));
        return done;
    }

    private boolean giveUp(PendingTask task) {
        return pending.fail(task.id(), "NobodyDecided", "Nobody decided in six days")
                .isRecorded();
    }

    private boolean sendOnce(PendingTask task, String what) {
        boolean isFirst = pending.note(task.id(), task.attempt(), what);
        if (isFirst) {
            send.accept(task, what);
        }
        return isFirst;
    }

    private static void log(PendingTask task, String what) {
        LOG.warn("{} {}: waits since {}", what, task.id(), task.since());
    }

    /** What is done with a task; false if it was done before. */
    private interface Step {
        boolean run(PendingTask task);
    }

    private int each(Duration waiting, Step step) {
        int done = 0;
        Optional<PageRequest> request = Optional.of(PageRequest.first(50));
        while (request.isPresent()) {
            PageRequest asked = request.get();
            PendingPage page = pending.overdue(waiting, asked);
            for (PendingTask task : page.tasks()) {
                done += step.run(task) ? 1 : 0;
            }
            request = page.next().map(asked::after);
        }
        return done;
    }
}
