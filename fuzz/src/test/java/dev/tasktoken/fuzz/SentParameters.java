package dev.tasktoken.fuzz;

import java.util.ArrayList;
import java.util.List;

/** The parameters with which a state sends a message, as a history has them. */
final class SentParameters {
    private SentParameters() {}

    /**
     * Writes them.
     *
     * @param service for instance {@code sqs sendMessage}
     * @param isText whether the message is a text; JSON otherwise
     */
    static String of(String service, MadeMessage message, boolean isText) {
        String body = isText ? JsonTexts.quoted(message.body()) : message.body();
        String attributes = attributes(message);
        return switch (service.charAt(1)) {
            case 'q' -> "{\"QueueUrl\":\"https://q\",\"MessageBody\":" + body + attributes + "}";
            case 'n' -> "{\"TopicArn\":\"arn\",\"Message\":" + body + attributes + "}";
            case 'a' -> "{\"FunctionName\":\"arn:f\",\"Payload\":" + body + "}";
            default -> "{\"Entries\":[{\"DetailType\":\"d\",\"Source\":\"s\",\"Detail\":" + body + "}]}";
        };
    }

    private static String attributes(MadeMessage message) {
        List<String> members = new ArrayList<>();
        message.attributes()
                .forEach((name, value) -> members.add(JsonTexts.member(
                        name, "{\"DataType\":\"String\",\"StringValue\":" + JsonTexts.quoted(value) + "}")));
        return members.isEmpty() ? "" : ",\"MessageAttributes\":" + JsonTexts.object(members);
    }
}
