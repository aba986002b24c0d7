package dev.tasktoken.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tasktoken.delivery.Delivery;
import java.util.ArrayList;
import java.util.List;

/**
 * Notifications as text: an event of Lambda's, one of its records, or what SNS itself writes. Only Lambda's two shapes
 * are taken apart here; everything else is core's to read, or to refuse with its own words.
 */
final class NotificationText {
    /** A key that occurs twice makes the text no event, and core refuses what it then does not find. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private NotificationText() {}

    /** The deliveries in a text, in its order; none only if it is an event without records. */
    static List<Delivery.Builder> deliveries(String text) {
        JsonNode root = parse(text);
        if (root.path("Records").isArray()) {
            List<Delivery.Builder> deliveries = new ArrayList<>();
            root.path("Records").forEach(record -> deliveries.add(record(record)));
            return deliveries;
        }
        return List.of(root.path("Sns").isObject() ? record(root) : Delivery.builder(text));
    }

    /**
     * The one delivery in a text.
     *
     * @throws IllegalArgumentException if it is an event with none or several records
     */
    static Delivery onlyDelivery(String text) {
        List<Delivery.Builder> deliveries = deliveries(text);
        if (deliveries.size() != 1) {
            throw new IllegalArgumentException("The event has " + deliveries.size()
                    + " records, not one. Give the whole event to SnsEvents.process(event, context, processor)");
        }
        return deliveries.get(0).build();
    }

    private static Delivery.Builder record(JsonNode record) {
        JsonNode sns = record.path("Sns");
        Delivery.Builder delivery = RecordDelivery.of(
                sns.path("MessageId").textValue(), sns.path("Message").textValue());
        sns.path("MessageAttributes")
                .properties()
                .forEach(attribute -> delivery.attribute(
                        attribute.getKey(),
                        attribute.getValue().path("Type").textValue(),
                        attribute.getValue().path("Value").textValue()));
        return delivery;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
