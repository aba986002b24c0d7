package dev.tasktoken.history;

import dev.tasktoken.PausedTask;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.service.WorkId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task that was open when its execution's history was read: what it sent, since when it waits, and its token.
 *
 * <p>A responder takes it as it is. The task may have been closed since; the answer then says so.
 *
 * <p>Immutable and thread-safe.
 */
public final class OpenTask implements PausedTask {
    private final String executionArn;
    private final StatePath path;
    private final ScheduledTask scheduled;
    private final TokenSearch.Found found;

    /** What a task waits for. */
    public enum Kind {
        /** For its token: {@code .waitForTaskToken}. */
        CALLBACK,
        /** For a job that the service watches: {@code .sync}. */
        JOB,
        /** For a worker of an activity, which gets the token from {@code GetActivityTask}; no history has it. */
        ACTIVITY,
        /** For the response of a call or of a function. */
        CALL
    }

    OpenTask(String executionArn, StatePath path, ScheduledTask scheduled, TokenSearch.Found found) {
        this.executionArn = executionArn;
        this.path = path;
        this.scheduled = scheduled;
        this.found = found;
    }

    /**
     * Returns what the task waits for.
     *
     * @return {@link Kind#CALLBACK} for all that can be answered
     */
    public Kind kind() {
        return scheduled.kind();
    }

    /**
     * Returns the execution that the task belongs to.
     *
     * @return its ARN
     */
    public String executionArn() {
        return executionArn;
    }

    /**
     * Returns the state's name, which is unique in its state machine.
     *
     * @return for instance {@code Approve}
     */
    public String state() {
        return path.state();
    }

    /**
     * Returns where the state is: the Parallel and Map states around it, a Map state with the index of its iteration,
     * counted from 0.
     *
     * @return for instance {@code Orders[3]/Approve}; the state's name alone if nothing is around it
     */
    public String path() {
        return path.toString();
    }

    /**
     * Returns the integration that the task called.
     *
     * @return for instance {@code sqs:sendMessage} or {@code aws-sdk:s3:putObject}; an ARN for an activity or a
     *     function that is called by its ARN
     */
    public String resource() {
        return scheduled.resource();
    }

    /**
     * Returns when this attempt of the task was scheduled.
     *
     * @return the time of the event {@code TaskScheduled}
     */
    public Instant scheduledAt() {
        return scheduled.time();
    }

    /**
     * Returns when the task's {@code TimeoutSeconds} are over, counted from {@link #scheduledAt()}.
     *
     * @return empty if the state has no timeout
     */
    public Optional<Instant> deadline() {
        return scheduled.timeout().map(scheduled.time()::plus);
    }

    /**
     * Returns the task's {@code HeartbeatSeconds}.
     *
     * @return empty if the state has none
     */
    public Optional<Duration> heartbeatInterval() {
        return scheduled.heartbeat();
    }

    /**
     * Returns which attempt of the state this is. A retry of the state makes another attempt with another token; a
     * redrive starts again at 1.
     *
     * @return 1 for the first
     */
    public int attempt() {
        return path.attempt();
    }

    /**
     * Returns what the state sent: its {@code Parameters} or {@code Arguments}, evaluated. They hold the token, so they
     * are a secret.
     *
     * @return JSON text; empty if the history does not show it, see {@link #problem()}
     */
    public Optional<String> parameters() {
        return scheduled.parameters();
    }

    /**
     * Returns the role that the state's {@code Credentials} name, whose account and rights its call was made with.
     *
     * @return the role's ARN; empty if the state has no {@code Credentials}
     */
    public Optional<String> credentialsRole() {
        return Optional.ofNullable(scheduled.role());
    }

    /**
     * Returns the task's token.
     *
     * @return the token, a secret
     * @throws TaskTokenException if it is not found in what was sent: nothing is marked as a token, two values could be
     *     it, or what is there cannot be a token. {@link #problem()} has the same message
     */
    @Override
    public TaskToken taskToken() {
        return found.token();
    }

    /**
     * Returns the task's token as the id of paused work.
     *
     * @return {@link #taskToken()}
     * @throws TaskTokenException as {@link #taskToken()} does
     */
    @Override
    public WorkId workId() {
        return taskToken();
    }

    /**
     * Returns why the token is not found.
     *
     * @return the reason, without any value of what was sent; empty if {@link #taskToken()} returns the token
     */
    public Optional<String> problem() {
        return found.problem();
    }

    /** Names the task without token and parameters. */
    @Override
    public String toString() {
        return "OpenTask[" + path + " (" + scheduled.resource() + ") of " + executionArn + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpenTask that
                && executionArn.equals(that.executionArn)
                && scheduled.event() == that.scheduled.event();
    }

    @Override
    public int hashCode() {
        return Objects.hash(executionArn, scheduled.event());
    }
}
