package dev.tasktoken.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A topic, and the queue that is subscribed to it as queues usually are: without raw delivery. */
record Notifications(String topicArn, Queue queue) {
    private static final List<String> ENVELOPE = List.of(
            "Type",
            "MessageId",
            "TopicArn",
            "Message",
            "Timestamp",
            "SignatureVersion",
            "Signature",
            "SigningCertURL",
            "UnsubscribeURL");

    static Notifications subscribe(Stage stage, String topic) {
        String topicArn = stage.stepFunctions().topics().create(topic);
        Queue queue = stage.queues().create(topic);
        stage.stepFunctions().topics().subscribeQueue(topicArn, queue.url(), false);
        return new Notifications(topicArn, queue);
    }

    /** Receives and counts all messages of the queue, for instance {@code 4 x success, 3 x failure}. */
    String count(Map<String, String> labels, Deadline deadline) {
        Map<String, Long> counts = queue.drain(deadline).stream()
                .collect(Collectors.groupingBy(
                        message -> label(Json.parse(message.body()), labels), TreeMap::new, Collectors.counting()));
        return describe(counts);
    }

    static String describe(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .descendingMap().entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> entry.getValue() + " x " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private String label(JsonNode envelope, Map<String, String> labels) {
        boolean isOurs = ENVELOPE.stream().allMatch(envelope::hasNonNull)
                && envelope.get("Type").textValue().equals("Notification")
                && envelope.get("TopicArn").textValue().equals(topicArn);
        return isOurs ? labels.getOrDefault(envelope.get("Message").textValue(), "other") : "not a notification";
    }
}
