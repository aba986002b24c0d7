package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and processes the payload of a function that a state machine invokes
 * ({@code arn:aws:states:::lambda:invoke.waitForTaskToken}), and EventBridge events in their raw form.
 *
 * <p>A payload may have any type that a handler can declare:
 *
 * <ul>
 *   <li>{@code InputStream}: JSON in UTF-8. Read to its end, at most 7 MiB (Lambda's own limit is 6 MB), and not
 *       closed. This is the cheapest form, and it keeps every digit of a number.
 *   <li>{@code String}, {@code byte[]}: JSON. A {@code RequestHandler<String, ...>} receives the text inside a JSON
 *       string, so the state machine must send JSON text.
 *   <li>{@code Map}, {@code JsonNode}, or an object of a class of your own: written as JSON by Jackson's default mapper
 *       without modules. In a map, Lambda converts decimals to {@code double}. A class needs a property for the token,
 *       and loses fields without a property.
 *   <li>{@code null}: the JSON value {@code null}, which has no token.
 * </ul>
 *
 * <p>Lambda's SQS and SNS events are refused, as are other events of several records, such as the list of an
 * EventBridge pipe. The exception's message names the right adapter. A raw call of an API, a function URL or a load
 * balancer is processed, but not if its method is {@code GET}, {@code HEAD}, {@code OPTIONS} or {@code TRACE}: mail
 * scanners and browsers follow links on their own.
 *
 * <p>Lambda does not report how often it delivered a payload, nor how it was invoked. So a heartbeat checks before the
 * handler whether the task is still open (see {@link dev.tasktoken.processor.DuplicateCheck}). {@link #process} returns
 * if the payload is settled, and throws if it must be redelivered. The effect depends on the invocation type:
 *
 * <ul>
 *   <li>{@code Event}: if the function returns, Lambda deletes the payload. After an exception Lambda retries twice
 *       with the same payload, then sends it to the function's dead-letter queue or failure destination. Set one up:
 *       without it Lambda drops the payload, and its task waits until its timeout, up to a year.
 *   <li>{@code RequestResponse} (the default): the return value is ignored, because the state waits for the token. An
 *       exception fails the state at once; Lambda does not retry. The error name is the exception's class. A
 *       {@code Retry} that matches {@code dev.tasktoken.processor.RedeliveryRequestedException} invokes the function
 *       again, with a new token.
 * </ul>
 *
 * <p>Stateless and thread-safe.
 *
 * <pre>{@code
 * public Void handleRequest(Map<String, Object> payload, Context context) {
 *     LambdaPayloads.process(payload, context, processor);
 *     return null;
 * }
 * }</pre>
 *
 * @see CallbackStreamHandler
 */
public final class LambdaPayloads {
    private LambdaPayloads() {}

    /**
     * Reads a payload with {@link CallbackReader#standard()}.
     *
     * @param payload a stream, text, bytes, map, tree or object, see above
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if nothing in it is marked as a task token
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if it is not JSON
     * @throws IllegalArgumentException if it is another service's event, cannot be written as JSON, or is longer than 7
     *     MiB
     * @throws UncheckedIOException if its stream fails
     */
    public static CallbackEnvelope read(@Nullable Object payload) {
        return read(payload, CallbackReader.standard());
    }

    /**
     * Reads a payload.
     *
     * @param payload a stream, text, bytes, map, tree or object, see above
     * @param reader says where token and payload are
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if the token is not there
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if it is not JSON
     * @throws IllegalArgumentException if it is another service's event, cannot be written as JSON, or is longer than 7
     *     MiB
     * @throws UncheckedIOException if its stream fails
     */
    public static CallbackEnvelope read(@Nullable Object payload, CallbackReader reader) {
        DirectPayload direct = DirectPayload.of(payload);
        try {
            return reader.read(direct.delivery().build());
        } catch (TokenNotFoundException e) {
            MisroutedEvent.refuse(direct);
            throw e;
        }
    }

    /**
     * Processes a payload: finds the token, runs the handler, and answers the task. Blocks until the answer was sent.
     * Do not catch its exceptions in the function; otherwise neither Lambda nor the state machine retries.
     *
     * @param payload a stream, text, bytes, map, tree or object, see above
     * @param context names the invocation in log lines, and limits retries of the answer to the function's remaining
     *     time; null if unknown
     * @param processor runs the handler and answers the task
     * @return the settlement, which is always settled
     * @throws RedeliveryRequestedException if the payload must be redelivered: it has no token, its answer could not be
     *     delivered, or its handler requested it
     * @throws IllegalArgumentException if it is another service's event, cannot be written as JSON, or is longer than 7
     *     MiB; also if it is the raw call of an API with a method that must not answer a task, such as {@code GET}
     * @throws UncheckedIOException if its stream fails
     */
    public static Settlement process(
            @Nullable Object payload, @Nullable Context context, CallbackProcessor<?> processor) {
        return process(DirectPayload.of(payload), context, processor);
    }

    static Settlement processStream(InputStream payload, @Nullable Context context, CallbackProcessor<?> processor)
            throws IOException {
        return process(DirectPayload.of(payload), context, processor);
    }

    private static Settlement process(
            DirectPayload payload, @Nullable Context context, CallbackProcessor<?> processor) {
        RawCall.refuseSafeMethod(payload);
        Settlement settlement = Invocation.process(Invocation.delivery(payload.delivery(), context), processor);
        if (settlement instanceof Settlement.Redeliver redeliver
                && redeliver.reason() instanceof TokenNotFoundException) {
            MisroutedEvent.refuse(payload);
        }
        return settlement.acknowledgedOrThrow();
    }
}
