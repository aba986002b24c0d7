package dev.tasktoken.testkit.internal.topics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** A queue that a topic delivers to, before the publisher goes on. */
record QueueSubscription(String arn, SqsClient sqs, String queueUrl, boolean rawDelivery) implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(QueueSubscription.class);

    @Override
    public void deliver(SnsEnvelope envelope) {
        TopicMessage message = envelope.message();
        SendMessageRequest.Builder request = SendMessageRequest.builder().queueUrl(queueUrl);
        if (rawDelivery) {
            request.messageBody(message.message()).messageAttributes(message.attributes());
        } else {
            request.messageBody(envelope.notification(arn));
        }
        message.messageGroupId()
                .ifPresent(group -> request.messageGroupId(group).messageDeduplicationId(message.messageId()));
        try {
            sqs.sendMessage(request.build());
        } catch (SdkException e) {
            LOG.warn(
                    "Message {} was not delivered to {}: {}",
                    message.messageId(),
                    queueUrl,
                    e.getClass().getName());
        }
    }
}
