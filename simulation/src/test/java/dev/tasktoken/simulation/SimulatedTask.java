package dev.tasktoken.simulation;

import dev.tasktoken.CallbackId;
import dev.tasktoken.TaskToken;
import dev.tasktoken.service.PausedWork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task, or a callback of a durable function, as its service knows it. */
final class SimulatedTask {
    enum Status {
        OPEN,
        ANSWERED,
        TIMED_OUT
    }

    final String id;
    final int number;
    /** The token of a task, the id of a callback. */
    final String token;

    final boolean isCallback;
    final Runnable onTimeout;
    final List<String> answersSent = new ArrayList<>();
    Status status = Status.OPEN;

    @Nullable String accepted;

    /** Nobody can find its token any more: it was forgotten on purpose. */
    boolean forgotten;

    SimulatedTask(String id, int number, String token, boolean isCallback, Runnable onTimeout) {
        this.id = id;
        this.number = number;
        this.token = token;
        this.isCallback = isCallback;
        this.onTimeout = onTimeout;
    }

    PausedWork work() {
        return isCallback ? CallbackId.of(token) : TaskToken.of(token);
    }

    @Override
    public String toString() {
        return (isCallback ? "callback " : "task ") + number + " of " + id;
    }
}
