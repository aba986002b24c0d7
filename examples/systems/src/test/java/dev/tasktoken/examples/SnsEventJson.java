package dev.tasktoken.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON that Lambda sends to a function for a topic's notifications. */
final class SnsEventJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SnsEventJson() {}

    /** One event with the records of all. SNS sends one record at a time today; the format allows for more. */
    static String merge(List<String> events) throws Exception {
        ObjectNode merged = MAPPER.createObjectNode();
        ArrayNode records = merged.putArray("Records");
        for (String event : events) {
            MAPPER.readTree(event).path("Records").forEach(records::add);
        }
        return merged.toString();
    }
}
