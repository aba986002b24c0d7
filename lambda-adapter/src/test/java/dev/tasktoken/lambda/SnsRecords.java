package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.DeliveryShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of a topic as Lambda makes them, as objects and as text. */
final class SnsRecords {
    static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:orders";
    static final JsonMapper JSON = JsonMapper.builder().build();

    private SnsRecords() {}

    /** The record with this number: its id, token and payload are made of it. */
    static SNSRecord numbered(int number) {
        return withMessage("m-" + number, Orders.body(number));
    }

    static SNSRecord withMessage(String id, String message) {
        SNS sns = new SNS();
        sns.setType("Notification");
        sns.setMessageId(id);
        sns.setTopicArn(TOPIC);
        sns.setMessage(message);
        sns.setMessageAttributes(new HashMap<>());
        SNSRecord record = new SNSRecord();
        record.setEventSource("aws:sns");
        record.setSns(sns);
        return record;
    }

    static SNSRecord of(DeliveryShape shape) {
        SNSRecord record = withMessage("m-1", shape.body());
        shape.attributes()
                .forEach((name, value) -> record.getSNS().getMessageAttributes().put(name, attribute("String", value)));
        return record;
    }

    static SNSEvent event(List<SNSRecord> records) {
        SNSEvent event = new SNSEvent();
        event.setRecords(records);
        return event;
    }

    static SNSEvent event(SNSRecord... records) {
        return event(List.of(records));
    }

    /** The event as the text that Lambda posts to a function. */
    static String text(SNSRecord... records) {
        ObjectNode event = JSON.createObjectNode();
        for (SNSRecord record : records) {
            event.withArray("Records").add(json(record));
        }
        return event.toString();
    }

    static JsonNode json(SNSRecord record) {
        ObjectNode json = JSON.createObjectNode();
        json.put("EventVersion", "1.0").put("EventSource", "aws:sns");
        ObjectNode sns = json.putObject("Sns");
        sns.put("Type", "Notification")
                .put("MessageId", record.getSNS().getMessageId())
                .put("TopicArn", TOPIC)
                .putNull("Subject")
                .put("Message", record.getSNS().getMessage())
                .put("SigningCertUrl", "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem");
        sns.set("MessageAttributes", attributes(record.getSNS().getMessageAttributes()));
        return json;
    }

    private static ObjectNode attributes(Map<String, MessageAttribute> attributes) {
        ObjectNode json = JSON.createObjectNode();
        attributes.forEach((name, attribute) ->
                json.putObject(name).put("Type", attribute.getType()).put("Value", attribute.getValue()));
        return json;
    }

    static MessageAttribute attribute(String type, String value) {
        MessageAttribute attribute = new MessageAttribute();
        attribute.setType(type);
        attribute.setValue(value);
        return attribute;
    }
}
