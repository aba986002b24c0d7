package dev.tasktoken;

import dev.tasktoken.internal.TokenSlip;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secret that identifies one callback that a Lambda durable function waits for. It is never a {@link TaskToken}:
 * what answers Step Functions does not take it.
 *
 * <p>An id is opaque: 1 to {@value #MAX_LENGTH} characters of {@code A-Z a-z 0-9 + /}, with up to two {@code =} at its
 * end (Lambda API reference, {@code SendDurableExecutionCallbackSuccess}). A replay of the function may run the
 * submitter of a callback again, so an older id can be invalid.
 *
 * <p>Immutable and thread-safe, but for {@link #revoke()}.
 *
 * <pre>{@code
 * CallbackId id = CallbackId.of(request.get("callbackId"));
 * responder.succeed(id, Map.of("approved", true));
 * }</pre>
 */
public final class CallbackId extends WorkId implements PausedCallback {
    /** The longest text the service takes as a callback id, in characters. */
    public static final int MAX_LENGTH = 1024;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

    private CallbackId(String value) {
        super(WorkKind.CALLBACK, value);
    }

    private CallbackId(CallbackId original) {
        super(original);
    }

    /**
     * Takes the text of a callback id as it was handed out.
     *
     * @param value 1 to {@value #MAX_LENGTH} characters
     * @return the id
     * @throws InvalidTaskTokenException if no callback id has this text: it is empty, too long, has another character,
     *     or is {@code null} or {@code undefined}. The message says what to do
     */
    public static CallbackId of(String value) {
        String problem = problem(Objects.requireNonNull(value, "value"));
        if (problem != null) {
            throw new InvalidTaskTokenException(problem);
        }
        return new CallbackId(value);
    }

    /**
     * Returns whether a text has the form of a callback id. Most task tokens have it, too.
     *
     * @param value any text
     * @return whether {@link #of} takes it
     */
    public static boolean isOne(String value) {
        return problem(value) == null;
    }

    /**
     * Takes the id of a container (ECS, Batch) from its environment: the variable whose name ends in
     * {@code CALLBACK_ID}, in any case, or is {@code CALLBACK_TOKEN}.
     *
     * @return the id
     * @throws TokenNotFoundException if no variable has such a name
     * @throws AmbiguousTokenException if two such variables have different values
     * @throws InvalidTaskTokenException if the value cannot be a callback id
     */
    public static CallbackId fromEnvironment() {
        return EnvironmentTokens.CALLBACKS.among(System.getenv());
    }

    /**
     * Takes the id of a container from the environment variable that the caller names.
     *
     * @param name the variable's name
     * @return the id
     * @throws TokenNotFoundException if there is no such variable
     * @throws InvalidTaskTokenException if the value cannot be a callback id
     */
    public static CallbackId fromEnvironment(String name) {
        return EnvironmentTokens.CALLBACKS.named(name, System.getenv());
    }

    /**
     * Takes the id of a container from its arguments: {@code --callback-id VALUE} or {@code --callback-id=VALUE}, under
     * any name that ends in {@code callback-id}, or {@code --callback-token}. Other users of the machine can see a
     * process's arguments; prefer the environment.
     *
     * @param arguments what {@code main} was given
     * @return the id
     * @throws TokenNotFoundException if no option has such a name
     * @throws AmbiguousTokenException if two such options have different values
     * @throws InvalidTaskTokenException if the value cannot be a callback id
     */
    public static CallbackId fromArguments(String... arguments) {
        return EnvironmentTokens.CALLBACKS.amongArguments(List.of(arguments));
    }

    private static @Nullable String problem(String value) {
        if (value.isBlank()) {
            return "The callback id is empty. Check what hands it on";
        }
        if (value.length() > MAX_LENGTH) {
            return "The callback id has " + value.length() + " characters; the service's longest has " + MAX_LENGTH
                    + ". Is it another service's token?";
        }
        if (TokenSlip.isNothing(value)) {
            return "The callback id is the word undefined, null, None or nil: the variable that it should come from had"
                    + " no value. Check what hands it on";
        }
        return FORM.matcher(value).matches() ? null : wrongCharacter(value);
    }

    private static String wrongCharacter(String value) {
        if (value.contains("%")) {
            return "The callback id is percent-encoded, as in a link (%2B %2F %3D are + / =). Decode it once before it is"
                    + " read";
        }
        return value.strip().contains(" ")
                ? "The callback id has spaces where it surely had the character +: it was put into a link without"
                        + " percent-encoding (+ / = are %2B %2F %3D)"
                : "The callback id has a character that no callback id has. They have A-Z, a-z, 0-9, + and /, and up to"
                        + " two = at the end. Hand it on as it is, as one line and without quotes";
    }

    @Override
    public CallbackId unrevoked() {
        return new CallbackId(this);
    }

    /** Returns this id. */
    @Override
    public CallbackId callbackId() {
        return this;
    }

    /** Returns this id. */
    @Override
    public CallbackId workId() {
        return this;
    }
}
