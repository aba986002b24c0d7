package dev.tasktoken.testkit.internal.deliveries;

import static dev.tasktoken.testkit.internal.deliveries.ShapeText.TOKEN;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.json;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.order;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.quoted;

import java.util.List;
import java.util.Map;

/** Messages inside an envelope: SNS, EventBridge, JSON text in JSON text. */
public final class WrappedShapes {
    private static final String MESSAGE = "{'TaskToken':'<A>',<order>}";

    private WrappedShapes() {}

    public static List<MessageShape> all() {
        String event = event(MESSAGE);
        return List.of(
                order("SNS notification", notification(json(MESSAGE), "{}")),
                order(
                        "SNS notification with the token among its attributes",
                        notification(json("{<order>}"), json("{'TaskToken':{'Type':'String','Value':'<A>'}}"))),
                order("SNS raw delivery", json(MESSAGE), Map.of("origin", "topic")),
                order(
                        "SNS raw delivery with the token among its attributes",
                        json("{<order>}"),
                        Map.of("TaskToken", TOKEN, "origin", "topic")),
                order("EventBridge event", event),
                order(
                        "EventBridge event with its token in an attribute",
                        event("{<order>}"),
                        Map.of("TaskToken", TOKEN)),
                order("EventBridge event with a body in its detail", event("{'body':" + MESSAGE + "}")),
                order("EventBridge event inside an SNS notification", notification(event, "{}")),
                order(
                        "SNS notification inside an SNS notification",
                        notification(notification(json(MESSAGE), "{}"), "{}")),
                order("JSON text as the root", quoted(json(MESSAGE))),
                order("JSON text as the root, twice", quoted(quoted(json(MESSAGE)))),
                order("JSON text in body", "{\"body\":" + quoted(json(MESSAGE)) + "}"),
                order("JSON text in the message of a notification", notification(quoted(json(MESSAGE)), "{}")),
                order("JSON text in the detail of an event", event("{'payload':" + quoted(json(MESSAGE)) + "}")));
    }

    /** What SNS puts into a queue without raw delivery. */
    static String notification(String message, String attributes) {
        return """
                {"Type":"Notification","MessageId":"22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",\
                "TopicArn":"arn:aws:sns:eu-central-1:123456789012:orders","Subject":"Order",\
                "Message":%s,"Timestamp":"2026-01-01T00:00:00.000Z","SignatureVersion":"2","Signature":"c2lnbmF0dXJl",\
                "SigningCertURL":"https://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem",\
                "UnsubscribeURL":"https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe",\
                "MessageAttributes":%s}""".formatted(quoted(message), attributes);
    }

    /** What EventBridge sends to its targets. */
    static String event(String detail) {
        return json("{'version':'0','id':'6a7e8feb-b491-4cf7-a9f1-bf3703467718','detail-type':'Order placed',"
                + "'source':'shop.orders','account':'123456789012','time':'2026-01-01T00:00:00Z',"
                + "'region':'eu-central-1','resources':[],'detail':" + detail + "}");
    }
}
