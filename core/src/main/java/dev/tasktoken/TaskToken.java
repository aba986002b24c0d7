package dev.tasktoken;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tasktoken.internal.CurrentHandler;
import dev.tasktoken.internal.TokenSlip;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
public final class TaskToken implements PausedTask {
    /** The longest text the service takes as a task token, in characters. */
    public static final int MAX_LENGTH = 2048;

    private static final int FINGERPRINT_LENGTH = 12;

    private final String value;
    private @Nullable String hash; // computed when first asked for; racing threads compute the same
    private volatile boolean revoked;
    private boolean own;

    private TaskToken(String value) {
        this.value = value;
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
        return EnvironmentTokens.among(System.getenv());
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
        return EnvironmentTokens.named(name, System.getenv());
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
        return EnvironmentTokens.amongArguments(List.of(arguments));
    }

    /**
     * Returns the token's text, a secret: do not log it, and do not put it into a link.
     *
     * @return the text, 1 to {@value #MAX_LENGTH} characters
     */
    public String value() {
        return value;
    }

    /**
     * Returns what may stand in a log line in the token's place: the start of its SHA-256.
     *
     * @return 12 hexadecimal digits
     */
    public String fingerprint() {
        return hash().substring(0, FINGERPRINT_LENGTH);
    }

    /**
     * Returns the token's SHA-256, which names the task without revealing the token. The fingerprint is its start.
     *
     * @return 64 hexadecimal digits
     */
    public String hash() {
        String known = hash;
        if (known == null) {
            known = sha256(value);
            hash = known;
        }
        return known;
    }

    /**
     * Revokes this object: it can no longer be used to answer the task. The task itself is not changed, and another
     * object of the same token still answers. When a processor gives up a handler at its deadline, it revokes the
     * handler's token. Thread-safe.
     */
    public void revoke() {
        revoked = true;
    }

    /**
     * Returns whether this object can no longer be used to answer: it was revoked, or the calling thread runs a handler
     * of this task that was given up.
     *
     * @return whether it is revoked
     */
    public boolean isRevoked() {
        return revoked || (!own && CurrentHandler.isGivenUp(this));
    }

    /**
     * Returns the same token as an object of its own, which no revocation of this or another object reaches. For
     * processors and stores, whose answers are their own and not a handler's.
     *
     * @return another object, equal to this
     */
    public TaskToken unrevoked() {
        TaskToken copy = new TaskToken(value);
        copy.hash = hash;
        copy.own = true;
        return copy;
    }

    boolean isOwn() {
        return own;
    }

    /** Throws if the handler that holds this token was given up. */
    void checkNotRevoked() {
        if (isRevoked()) {
            throw revokedException();
        }
    }

    IllegalStateException revokedException() {
        return new IllegalStateException(
                "The handler of " + this + " was given up at its deadline; the token is revoked");
    }

    /** Returns this token. */
    @Override
    public TaskToken taskToken() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskToken that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /**
     * Returns the fingerprint in brackets, never the token.
     *
     * @return for instance {@code TaskToken[3f2a90c41d7e]}; the JSON form is this string too
     */
    @Override
    @JsonValue
    public String toString() {
        return "TaskToken[" + fingerprint() + "]";
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
