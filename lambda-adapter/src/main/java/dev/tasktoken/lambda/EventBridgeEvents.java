package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and processes EventBridge events as {@code ScheduledEvent}, their type in Lambda's events library.
 *
 * <p>The token is one of the keys of {@code detail}, and the payload consists of the other keys there. A reader's
 * pointers may start at the whole event ({@code /detail/meta/resume}) or at the detail. {@link LambdaPayloads} reads
 * raw events (stream, map, text) in the same way.
 *
 * <p>EventBridge invokes functions with the invocation type {@code Event}: after an exception Lambda retries twice,
 * then sends the event to the function's dead-letter queue or failure destination. EventBridge may also deliver an
 * event twice, so a heartbeat checks before the handler whether the task is still open.
 *
 * <p>{@code ScheduledEvent.toString()} shows the detail, including the token: do not log it. Stateless and thread-safe.
 *
 * <pre>{@code
 * public Void handleRequest(ScheduledEvent event, Context context) {
 *     EventBridgeEvents.process(event, context, processor);
 *     return null;
 * }
 * }</pre>
 */
public final class EventBridgeEvents {
    private EventBridgeEvents() {}

    /**
     * Reads an event with {@link CallbackReader#standard()}.
     *
     * @param event as Lambda hands it in
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if nothing in it is marked as a task token
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws IllegalArgumentException if its detail cannot be written as JSON
     */
    public static CallbackEnvelope read(ScheduledEvent event) {
        return read(event, CallbackReader.standard());
    }

    /**
     * Reads an event.
     *
     * @param event as Lambda hands it in
     * @param reader says where token and payload are
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if the token is not there
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws IllegalArgumentException if its detail cannot be written as JSON
     */
    public static CallbackEnvelope read(ScheduledEvent event, CallbackReader reader) {
        return LambdaPayloads.read(asReceived(event), reader);
    }

    /**
     * Processes an event: finds the token, runs the handler, and answers the task. Blocks until the answer was sent. Do
     * not catch its exceptions in the function; otherwise Lambda does not retry the event.
     *
     * @param event as Lambda hands it in
     * @param context names the invocation in log lines, and limits retries of the answer to the function's remaining
     *     time; null if unknown
     * @param processor runs the handler and answers the task
     * @return the settlement, which is always settled
     * @throws RedeliveryRequestedException if the event must be redelivered
     * @throws IllegalArgumentException if its detail cannot be written as JSON
     */
    public static Settlement process(ScheduledEvent event, @Nullable Context context, CallbackProcessor<?> processor) {
        return LambdaPayloads.process(asReceived(event), context, processor);
    }

    /** Returns the event with EventBridge's own keys, so that a reader's pointers work as in a raw event. */
    private static Map<String, @Nullable Object> asReceived(ScheduledEvent event) {
        Map<String, @Nullable Object> received = new LinkedHashMap<>();
        received.put("version", event.getVersion());
        received.put("id", event.getId());
        received.put("detail-type", event.getDetailType());
        received.put("source", event.getSource());
        received.put("account", event.getAccount());
        received.put("time", event.getTime() == null ? null : event.getTime().toString());
        received.put("region", event.getRegion());
        received.put("resources", event.getResources());
        received.put("detail", event.getDetail());
        return received;
    }
}
