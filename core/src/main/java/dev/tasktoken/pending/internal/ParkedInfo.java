package dev.tasktoken.pending.internal;

import dev.tasktoken.Responder;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.TypedEnvelope;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.service.PausedWork;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored of a task that is parked: what its caller says, completed by what its message says, and without its
 * token.
 */
public final class ParkedInfo {
    private final Responder<PausedWork> responder;
    private final Optional<Duration> taskTimeout;

    public ParkedInfo(Responder<PausedWork> responder, Optional<Duration> taskTimeout) {
        this.responder = responder;
        this.taskTimeout = taskTimeout;
    }

    public PendingTaskInfo of(PausedWork task, PendingTaskInfo said, Instant now) {
        Optional<CallbackEnvelope> message = message(task);
        Optional<Instant> until = said.until()
                .or(() -> taskTimeout.map(timeout -> message.flatMap(CallbackEnvelope::enteredAt)
                        .map(entered -> entered.plus(timeout))
                        .filter(end -> end.isAfter(now))
                        .orElseGet(() -> now.plus(timeout))));
        Map<String, String> labels = new LinkedHashMap<>();
        said.labels().forEach((name, text) -> labels.put(masked(name, task), masked(text, task)));
        return new PendingTaskInfo(
                masked(said.execution().or(() -> message.flatMap(CallbackEnvelope::executionArn)), task),
                masked(said.state().or(() -> message.flatMap(CallbackEnvelope::stateName)), task),
                until,
                masked(said.summary(), task),
                masked(said.requester(), task),
                labels,
                said.policy(),
                said.event());
    }

    /** Ids stand in names and logs, where no token may be. */
    public void requireWithoutToken(String id, PausedWork task) {
        if (!masked(id, task).equals(id)) {
            throw new IllegalArgumentException("The id holds the task's own token");
        }
    }

    private Optional<String> masked(Optional<String> text, PausedWork task) {
        return text.map(value -> masked(value, task));
    }

    private String masked(String text, PausedWork task) {
        return masked(text, task, responder);
    }

    /** A failure's texts are searched for the token in every spelling, so let the text be one. */
    public static String masked(String text, PausedWork task, Responder<PausedWork> responder) {
        return text.isBlank()
                ? text
                : responder
                        .prepareFailure(task, new TaskFailure("masked", text))
                        .cause();
    }

    private static Optional<CallbackEnvelope> message(PausedWork task) {
        if (task instanceof CallbackEnvelope envelope) {
            return Optional.of(envelope);
        }
        if (task instanceof CallbackTask handled) {
            return Optional.of(handled.envelope());
        }
        return task instanceof TypedEnvelope<?> typed ? Optional.of(typed.envelope()) : Optional.empty();
    }
}
