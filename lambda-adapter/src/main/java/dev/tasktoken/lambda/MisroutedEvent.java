package dev.tasktoken.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of other services, which look like payloads and are none: they hold several messages, or a call. */
enum MisroutedEvent {
    SQS("an SQS event", "SqsEvents"),
    SNS("an SNS event", "SnsEvents"),
    EVENT_BRIDGE("an EventBridge event", "EventBridgeEvents"),
    API_GATEWAY("a call of an API", "ApiGatewayEvents"),
    RECORDS("an event of several records", "an adapter for its source, or to LambdaPayloads record by record");

    private static final String EVENTS_LIBRARY = "com.amazonaws.services.lambda.runtime.events.";
    private static final Map<String, MisroutedEvent> BY_CLASS = Map.of(
            "SQSEvent", SQS,
            "SNSEvent", SNS,
            "ScheduledEvent", EVENT_BRIDGE,
            "APIGatewayV2HTTPEvent", API_GATEWAY,
            "APIGatewayProxyRequestEvent", API_GATEWAY);

    private final String what;
    private final String remedy;

    MisroutedEvent(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /** Refuses an object of the events library that has an adapter. */
    static void refuse(@Nullable Object payload) {
        String name = payload == null ? "" : payload.getClass().getName();
        if (name.startsWith(EVENTS_LIBRARY)) {
            MisroutedEvent event = BY_CLASS.get(name.substring(EVENTS_LIBRARY.length()));
            if (event != null) {
                throw event.refusal();
            }
        }
    }

    /** Refuses a payload in which no token was found, if it is an event that a token cannot be found in. */
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
        JsonNode records = event.path("Records");
        if (records.isArray()) {
            return ofRecord(records.path(0));
        }
        return event.has("requestContext") && event.has("isBase64Encoded") ? API_GATEWAY : null;
    }

    private static MisroutedEvent ofRecord(JsonNode first) {
        if (first.has("Sns")) {
            return SNS;
        }
        return first.path("eventSource").asText().equals("aws:sqs") ? SQS : RECORDS;
    }

    private IllegalArgumentException refusal() {
        return new IllegalArgumentException(
                "This is " + what + ", not the direct payload of a function. Give it to " + remedy);
    }
}
