package dev.tasktoken.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events that belong to another adapter: they hold several records, or a call of an API. */
enum MisroutedEvent {
    SQS("an SQS event", "SqsEvents"),
    SNS("an SNS event", "SnsEvents"),
    EVENT_BRIDGE("an EventBridge event", "EventBridgeEvents"),
    API_GATEWAY("a call of an API", "ApiGatewayEvents"),
    LIST("a list of several records, as an EventBridge pipe sends it", "LambdaPayloads element by element"),
    ENCODED(
            "an event of several records (Kafka, Amazon MQ, Kinesis, Firehose)",
            "LambdaPayloads record by record, each decoded from its base64"),
    RECORDS("an event of several records", "an adapter for its source, or to LambdaPayloads record by record");

    private static final String EVENTS_LIBRARY = "com.amazonaws.services.lambda.runtime.events.";
    private static final Map<String, MisroutedEvent> BY_CLASS = Map.ofEntries(
            Map.entry("SQSEvent", SQS),
            Map.entry("SNSEvent", SNS),
            Map.entry("ScheduledEvent", EVENT_BRIDGE),
            Map.entry("APIGatewayV2HTTPEvent", API_GATEWAY),
            Map.entry("APIGatewayProxyRequestEvent", API_GATEWAY),
            Map.entry("KafkaEvent", ENCODED),
            Map.entry("ActiveMQEvent", ENCODED),
            Map.entry("RabbitMQEvent", ENCODED),
            Map.entry("KinesisEvent", ENCODED),
            Map.entry("KinesisFirehoseEvent", ENCODED),
            Map.entry("DynamodbEvent", RECORDS),
            Map.entry("S3Event", RECORDS));

    /** The keys under which such an event has its records. */
    private static final List<String> RECORDS_OF_SOURCE = List.of("records", "messages", "rmqMessagesByQueue");

    private final String what;
    private final String remedy;

    MisroutedEvent(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /** Refuses an object of the events library that belongs to another adapter. */
    static void refuse(@Nullable Object payload) {
        String name = payload == null ? "" : payload.getClass().getName();
        if (name.startsWith(EVENTS_LIBRARY)) {
            MisroutedEvent event = BY_CLASS.get(name.substring(EVENTS_LIBRARY.length()));
            if (event != null) {
                throw event.refusal();
            }
        }
    }

    /** Refuses a payload without a token if it is an event of another adapter. */
    static void refuse(DirectPayload payload) {
        MisroutedEvent event = of(payload.tree());
        if (event != null) {
            throw event.refusal();
        }
    }

    private static @Nullable MisroutedEvent of(@Nullable JsonNode event) {
        if (event == null) {
            return null;
        }
        if (event.isArray()) {
            return isListOfRecords(event) ? LIST : null;
        }
        JsonNode records = event.path("Records");
        if (records.isArray()) {
            return ofRecord(records.path(0));
        }
        if (event.has("eventSource") || event.has("deliveryStreamArn")) {
            return ofSource(event);
        }
        return event.has("requestContext") && event.has("isBase64Encoded") ? API_GATEWAY : null;
    }

    /** A pipe's records name their source, unless the pipe transforms them. */
    private static boolean isListOfRecords(JsonNode list) {
        JsonNode first = list.path(0);
        boolean isRecord = first.has("eventSource") || first.has("EventSource");
        return isRecord || (list.size() > 1 && (first.isObject() || first.isTextual()));
    }

    private static @Nullable MisroutedEvent ofSource(JsonNode event) {
        String source = event.path("eventSource").asText("aws:firehose");
        if (!source.startsWith("aws:") && !source.equals("SelfManagedKafka")) {
            return null;
        }
        if (event.path("events").isArray()) {
            return RECORDS;
        }
        return RECORDS_OF_SOURCE.stream().anyMatch(key -> event.path(key).isContainerNode()) ? ENCODED : null;
    }

    private static MisroutedEvent ofRecord(JsonNode first) {
        if (first.has("Sns")) {
            return SNS;
        }
        return switch (first.path("eventSource").asText()) {
            case "aws:sqs" -> SQS;
            case "aws:kinesis" -> ENCODED;
            default -> RECORDS;
        };
    }

    private IllegalArgumentException refusal() {
        return new IllegalArgumentException(
                "This is " + what + ", not the direct payload of a function. Give it to " + remedy);
    }
}
