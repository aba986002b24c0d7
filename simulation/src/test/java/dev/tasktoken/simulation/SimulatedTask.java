package dev.tasktoken.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task as the service knows it. */
final class SimulatedTask {
    enum Status {
        OPEN,
        ANSWERED,
        TIMED_OUT
    }

    final String id;
    final int number;
    final String token;
    final Runnable onTimeout;
    final List<String> answersSent = new ArrayList<>();
    Status status = Status.OPEN;

    @Nullable String accepted;

    /** Nobody can find its token any more: it was forgotten on purpose. */
    boolean forgotten;

    SimulatedTask(String id, int number, String token, Runnable onTimeout) {
        this.id = id;
        this.number = number;
        this.token = token;
        this.onTimeout = onTimeout;
    }

    @Override
    public String toString() {
        return "task " + number + " of " + id;
    }
}
