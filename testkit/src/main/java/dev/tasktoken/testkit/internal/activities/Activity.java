package dev.tasktoken.testkit.internal.activities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.engine.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One activity: its tasks that no worker has taken, and the workers that wait for one. Guarded by the engine's lock.
 */
public final class Activity {
    /** How long the service holds a poll that finds no task (API reference, GetActivityTask). */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(60);

    private final String arn;
    private final String name;
    private final ObjectNode encryption;
    private final Engine engine;
    private final Instant created;
    private final Deque<WaitingTask> tasks = new ArrayDeque<>();
    private final Deque<Poll> polls = new ArrayDeque<>();

    Activity(String arn, String name, ObjectNode encryption, Engine engine) {
        this.arn = arn;
        this.name = name;
        this.encryption = encryption;
        this.engine = engine;
        this.created = engine.clock().instant();
    }

    public String arn() {
        return arn;
    }

    public String name() {
        return name;
    }

    public Instant created() {
        return created;
    }

    public ObjectNode encryption() {
        return encryption;
    }

    /** Adds a task: the worker that has waited longest takes it, or else the next one that polls. */
    public void add(WaitingTask task) {
        tasks.add(task);
        assign();
    }

    /** Takes a task back that nobody needs any more. */
    public void remove(WaitingTask task) {
        tasks.remove(task);
    }

    public int polls() {
        return polls.size();
    }

    /** Waits for a task, for 60 seconds at most on the movable clock; empty if there was none. */
    public CompletableFuture<Optional<Assignment>> poll(Optional<String> workerName) {
        Poll poll = new Poll(workerName, new CompletableFuture<>());
        Timers.Timer limit = engine.schedule(LONGEST_POLL, () -> poll.answer().complete(Optional.empty()));
        polls.add(poll);
        var unused = poll.answer().whenComplete((assignment, cancelled) -> {
            polls.remove(poll);
            engine.cancel(limit);
        });
        assign();
        return poll.answer();
    }

    /** Tasks and workers each in their order. */
    private void assign() {
        while (!tasks.isEmpty() && !polls.isEmpty()) {
            Poll poll = polls.element();
            tasks.remove()
                    .take(poll.workerName())
                    .ifPresent(assignment -> poll.answer().complete(Optional.of(assignment)));
        }
    }

    private record Poll(Optional<String> workerName, CompletableFuture<Optional<Assignment>> answer) {}
}
