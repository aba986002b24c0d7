package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.deliveries.SampleIds;
import dev.tasktoken.testkit.internal.deliveries.TokenMessage;
import dev.tasktoken.testkit.internal.values.Json;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An EventBridge event whose detail is the payload with the token. Made by {@link Deliveries#eventBridge}. Immutable.
 *
 * <p>Defaults: detail type {@code Order placed}, source {@code shop.orders}.
 */
public final class EventBridgeDelivery extends TokenDelivery<EventBridgeDelivery> {
    private final String id;
    private final String source;
    private final String detailType;

    private EventBridgeDelivery(TokenMessage content, String id, String source, String detailType) {
        super(content);
        this.id = id;
        this.source = source;
        this.detailType = detailType;
    }

    static EventBridgeDelivery of(TokenMessage content) {
        return of(content, UUID.randomUUID().toString());
    }

    static EventBridgeDelivery of(TokenMessage content, String id) {
        return new EventBridgeDelivery(content, id, "shop.orders", "Order placed");
    }

    /**
     * Sets the event's source.
     *
     * @param source for instance {@code shop.orders}
     * @return another delivery
     */
    public EventBridgeDelivery source(String source) {
        return new EventBridgeDelivery(content(), id, requireNonNull(source, "source"), detailType);
    }

    /**
     * Sets the event's {@code detail-type}.
     *
     * @param detailType for instance {@code Order placed}
     * @return another delivery
     */
    public EventBridgeDelivery detailType(String detailType) {
        return new EventBridgeDelivery(content(), id, source, requireNonNull(detailType, "detailType"));
    }

    @Override
    EventBridgeDelivery with(TokenMessage changed) {
        return new EventBridgeDelivery(changed, id, source, detailType);
    }

    /** {@inheritDoc} */
    @Override
    public String event() {
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", detailType)
                .put("source", source)
                .put("account", SampleIds.ACCOUNT)
                .put("time", SampleIds.TIME.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", SampleIds.REGION);
        event.putArray("resources");
        event.set("detail", content().tree());
        return Json.write(event);
    }
}
