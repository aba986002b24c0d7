package dev.tasktoken.resend;

import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * A message that {@code sqs:sendMessage} sent. {@code DelaySeconds} is left out, because that time has passed while the
 * state's time limits count on.
 */
final class QueueMessage implements ResendableMessage {
    private static final Set<String> PARAMETERS = Set.of(
            "QueueUrl", "MessageBody", "MessageAttributes", "MessageGroupId", "MessageDeduplicationId", "DelaySeconds");

    private final SqsClient sqs;
    private final SendMessageRequest request;

    QueueMessage(SqsClient sqs, String parameters) {
        this.sqs = sqs;
        this.request = request(MessageParameters.read(parameters, PARAMETERS));
    }

    private static SendMessageRequest request(MessageParameters parameters) {
        SendMessageRequest.Builder request = SendMessageRequest.builder()
                .queueUrl(parameters.text("QueueUrl"))
                .messageBody(parameters.message("MessageBody"))
                .messageAttributes(parameters.attributes(QueueMessage::attribute));
        parameters.optionalText("MessageGroupId").ifPresent(request::messageGroupId);
        if (parameters.text("QueueUrl").endsWith(".fifo")) {
            request.messageDeduplicationId(UUID.randomUUID().toString());
        }
        return request.build();
    }

    private static MessageAttributeValue attribute(Attribute attribute) {
        return MessageAttributeValue.builder()
                .dataType(attribute.dataType())
                .stringValue(attribute.text())
                .binaryValue(attribute.bytes())
                .build();
    }

    @Override
    public String target() {
        return request.queueUrl();
    }

    @Override
    public String permission() {
        return "sqs:SendMessage";
    }

    @Override
    public String send() {
        return sqs.sendMessage(request).messageId();
    }
}
