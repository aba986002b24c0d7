package dev.tasktoken.resend;

import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** A message that {@code sns:publish} sent to a topic. */
final class TopicMessage implements ResendableMessage {
    private static final Set<String> PARAMETERS = Set.of(
            "TopicArn",
            "Message",
            "MessageStructure",
            "Subject",
            "MessageAttributes",
            "MessageGroupId",
            "MessageDeduplicationId");

    private final SnsClient sns;
    private final PublishRequest request;

    TopicMessage(SnsClient sns, String parameters) {
        this.sns = sns;
        this.request = request(MessageParameters.read(parameters, PARAMETERS));
    }

    private static PublishRequest request(MessageParameters parameters) {
        PublishRequest.Builder request = PublishRequest.builder()
                .topicArn(parameters.text("TopicArn"))
                .message(parameters.message("Message"))
                .messageAttributes(parameters.attributes(TopicMessage::attribute));
        parameters.optionalText("MessageStructure").ifPresent(request::messageStructure);
        parameters.optionalText("Subject").ifPresent(request::subject);
        parameters.optionalText("MessageGroupId").ifPresent(request::messageGroupId);
        if (parameters.text("TopicArn").endsWith(".fifo")) {
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
        return request.topicArn();
    }

    @Override
    public String permission() {
        return "sns:Publish";
    }

    @Override
    public String send() {
        return sns.publish(request).messageId();
    }
}
