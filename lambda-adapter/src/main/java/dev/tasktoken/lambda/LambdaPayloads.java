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
 * Reads and processes the payload of a function that a state machine invokes itself
 * ({@code arn:aws:states:::lambda:invoke.waitForTaskToken}), and EventBridge events in their raw form.
 *
 * <p>A payload may be whatever a handler is declared with; its runtime type decides:
 *
 * <ul>
 *   <li>{@code InputStream}: JSON in UTF-8. Read to its end, 7 MiB at most (Lambda's own limit is 6 MB), never closed.
 *       The cheapest form, and one that keeps every digit of a number.
 *   <li>{@code String}, {@code byte[]}: JSON. What a {@code RequestHandler<String, ...>} gets is the text inside a JSON
 *       string, so the state machine must have sent JSON text.
 *   <li>{@code Map}, {@code JsonNode}, or an object of a class of your own: written as JSON by Jackson's default
 *       mapper, which knows no modules. Lambda makes maps with decimals as {@code double}; a class must have a property
 *       for the token, and loses what it has no property for.
 *   <li>{@code null}: the JSON value {@code null}, which has no token.
 * </ul>
 *
 * <p>The events that Lambda makes of a queue's or a topic's messages are no payloads, and neither are other events of
 * several records, such as the list that a pipe of EventBridge hands out; they are refused, and the message says where
 * they belong. A raw call of an API, a function URL or a load balancer is processed, but not if its method is
 * {@code GET}, {@code HEAD}, {@code OPTIONS} or {@code TRACE}: mail scanners and browsers follow links unasked.
 *
 * <p>Lambda does not tell a function how often a payload came, nor how it was invoked. So one heartbeat asks before the
 * work whether the task is still open (see {@link dev.tasktoken.processor.DuplicateCheck}), and {@link #process} tells
 * by returning or throwing what becomes of the payload. What that means depends on the invocation type:
 *
 * <ul>
 *   <li>{@code Event}: returning ends it. After an exception Lambda invokes the function again with the same payload,
 *       twice, and then gives it to the function's dead-letter queue or failure destination. Set one up: a payload that
 *       is dropped leaves its task waiting until its timeout, up to a year.
 *   <li>{@code RequestResponse} (the default): the return value is ignored, as the state waits for the token. An
 *       exception is a function error, which fails the state at once; Lambda does not retry. Its error name is the
 *       exception's class, so a {@code Retry} that matches {@code dev.tasktoken.processor.RedeliveryRequestedException}
 *       makes it come again, with a new token.
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
     * @throws UncheckedIOException if its stream breaks off
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
     * @throws UncheckedIOException if its stream breaks off
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
     * Processes a payload: finds the token, does the work, answers the task. Blocks until the answer was sent. Let what
     * it throws leave the function, or Lambda takes the payload for done.
     *
     * @param payload a stream, text, bytes, map, tree or object, see above
     * @param context names the invocation in log lines, and tells how long the function may still run, so that an
     *     undelivered answer is not sent again past that; null if unknown
     * @param processor does the work
     * @return what became of it: settled, always
     * @throws RedeliveryRequestedException if the payload must come again; it has no token, or its answer did not get
     *     through, or its handler asked for it
     * @throws IllegalArgumentException if it is another service's event, cannot be written as JSON, is longer than 7
     *     MiB, or is the raw call of an API with a method that answers nothing, {@code GET} for instance
     * @throws UncheckedIOException if its stream breaks off
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
        Settlement settlement = processor.process(Invocation.delivery(payload.delivery(), context));
        if (settlement instanceof Settlement.Again again && again.reason() instanceof TokenNotFoundException) {
            MisroutedEvent.refuse(payload);
        }
        return settlement.settledOrThrow();
    }
}
