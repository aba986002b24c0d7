package dev.tasktoken;

import dev.tasktoken.internal.TokenSlip;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import java.util.List;
import java.util.Objects;

/**
 * The secret that identifies one paused task of a Step Functions execution.
 *
 * <p>Any holder of the text can answer the task, so this class never shows it by accident. {@link #toString()} and the
 * JSON form are a short fingerprint, and the class is not {@link java.io.Serializable}. Only {@link #value()} returns
 * the text. It is meant for responders and token stores.
 *
 * <p>A token is opaque: 1 to 2048 characters (Step Functions API reference, {@code SendTaskSuccess}), never parsed
 * here. Every attempt of a state has a token of its own; the token of an earlier attempt is dead.
 *
 * <p>Immutable and thread-safe, but for one thing: {@link #revoke()}. A processor that gives up a handler at a deadline
 * revokes its token; its {@code DeadlineAction} says which copies of it are refused, too.
 *
 * <pre>{@code
 * TaskToken token = TaskToken.of(System.getenv("TASK_TOKEN"));
 * responder.succeed(token, Map.of("rows", 42));
 * }</pre>
 */
public final class TaskToken extends WorkId implements PausedTask {
    /** The longest text the service takes as a task token, in characters. */
    public static final int MAX_LENGTH = 2048;

    private TaskToken(String value) {
        super(WorkKind.TASK, value);
    }

    private TaskToken(TaskToken original) {
        super(original);
    }

    /**
     * Takes the text of a task token as it was handed out.
     *
     * @param value 1 to {@value #MAX_LENGTH} characters
     * @return the token
     * @throws InvalidTaskTokenException if the text is empty, too long, or a known mistake. Known mistakes are an
     *     unresolved expression ({@code $$.Task.Token}, {@code $states.context.Task.Token}), a placeholder of the CDK,
     *     {@code null} and {@code undefined}. So is a token that is percent-encoded, stands in quotes or braces, or has
     *     a blank or a line feed in it. The message says which, and what to do
     */
    public static TaskToken of(String value) {
        Objects.requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new InvalidTaskTokenException("The task token is empty. Check that the state machine fills it from"
                    + " the context object: \"TaskToken.$\": \"$$.Task.Token\"");
        }
        if (value.length() > MAX_LENGTH) {
            throw new InvalidTaskTokenException("The task token has " + value.length()
                    + " characters; the service's longest has " + MAX_LENGTH + ". Is it another service's token?");
        }
        String slip = TokenSlip.of(value);
        if (slip != null) {
            throw new InvalidTaskTokenException(slip);
        }
        return new TaskToken(value);
    }

    /**
     * Takes the token of a container (ECS, Batch) from its environment: the variable whose name ends in
     * {@code TASK_TOKEN}, in any case, or is {@code SFN_TOKEN}. {@code TOKEN} alone is not taken.
     *
     * @return the token
     * @throws TokenNotFoundException if no variable has such a name
     * @throws AmbiguousTokenException if two such variables have different values
     * @throws InvalidTaskTokenException if the value cannot be a task token
     */
    public static TaskToken fromEnvironment() {
        return EnvironmentTokens.TASKS.among(System.getenv());
    }

    /**
     * Takes the token of a container from the environment variable that the caller names.
     *
     * @param name the variable's name, for instance {@code TOKEN_ID}
     * @return the token
     * @throws TokenNotFoundException if there is no such variable
     * @throws InvalidTaskTokenException if the value cannot be a task token
     */
    public static TaskToken fromEnvironment(String name) {
        return EnvironmentTokens.TASKS.named(name, System.getenv());
    }

    /**
     * Takes the token of a container from its arguments: {@code --task-token VALUE} or {@code --task-token=VALUE},
     * under any name that ends in {@code task-token}. Other users of the machine can see a process's arguments; prefer
     * the environment.
     *
     * @param arguments what {@code main} was given
     * @return the token
     * @throws TokenNotFoundException if no option has such a name
     * @throws AmbiguousTokenException if two such options have different values
     * @throws InvalidTaskTokenException if the value cannot be a task token
     */
    public static TaskToken fromArguments(String... arguments) {
        return EnvironmentTokens.TASKS.amongArguments(List.of(arguments));
    }

    @Override
    public TaskToken unrevoked() {
        return new TaskToken(this);
    }

    /** Returns this token. */
    @Override
    public TaskToken taskToken() {
        return this;
    }

    /** Returns this token. */
    @Override
    public TaskToken workId() {
        return this;
    }
}
