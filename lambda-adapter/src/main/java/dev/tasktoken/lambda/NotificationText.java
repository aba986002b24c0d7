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
 * Notifications as text: an event of Lambda, one of its records, or the JSON that SNS writes. This class unwraps
 * Lambda's two forms. Core reads or refuses everything else.
 */
final class NotificationText {
    /** A text with a duplicate key is not treated as an event; core refuses it then. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private NotificationText() {}

    /** Returns the deliveries in a text, in their order; none only if it is an event without records. */
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
     * Returns the only delivery in a text.
     *
     * @throws IllegalArgumentException if it is an event with none or several records
     */
    static Delivery onlyDelivery(String text) {
        List<Delivery.Builder> deliveries = deliveries(text);
        if (deliveries.size() != 1) {
            throw new IllegalArgumentException("The event has " + deliveries.size()
                    + " records, not one. Pass the whole event to SnsEvents.process(event, context, processor)");
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
