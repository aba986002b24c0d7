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
 * Reads and processes EventBridge events in the type that Lambda's events library has for them, {@code ScheduledEvent}.
 *
 * <p>The token is looked for among the keys of {@code detail}, and the payload is what stands beside it there. A reader
 * may point from the whole event ({@code /detail/meta/resume}) or from the detail. Raw events (stream, map, text) are
 * read by {@link LambdaPayloads} in the same way.
 *
 * <p>EventBridge invokes functions with the invocation type {@code Event}: after an exception Lambda tries twice more,
 * then gives the event to the function's dead-letter queue or failure destination. It may also deliver an event twice,
 * so one heartbeat asks before the work whether the task is still open.
 *
 * <p>{@code ScheduledEvent.toString()} shows the detail, token and all: do not log it. Stateless and thread-safe.
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
     * Processes an event: finds the token, does the work, answers the task. Blocks until the answer was sent. Let what
     * it throws leave the function, or Lambda takes the event for done.
     *
     * @param event as Lambda hands it in
     * @param context names the invocation in log lines, and tells how long the function may still run, so that an
     *     undelivered answer is not sent again past that; null if unknown
     * @param processor does the work
     * @return what became of it: settled, always
     * @throws RedeliveryRequestedException if the event must come again
     * @throws IllegalArgumentException if its detail cannot be written as JSON
     */
    public static Settlement process(ScheduledEvent event, @Nullable Context context, CallbackProcessor<?> processor) {
        return LambdaPayloads.process(asReceived(event), context, processor);
    }

    /** The event as EventBridge wrote it, so that a reader's pointers mean the same here as in a raw event. */
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
