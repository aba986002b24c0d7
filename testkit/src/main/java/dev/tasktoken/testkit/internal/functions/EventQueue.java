package dev.tasktoken.testkit.internal.functions;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue whose messages go to a function. */
public record EventQueue(SqsClient sqs, String url, String arn) {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    /** The most messages of one receive. */
    static final int MOST_AT_ONCE = 10;

    private static final int WAIT_SECONDS = 1;

    /** Asks the queue for its ARN. */
    public static EventQueue of(SqsClient sqs, String url) {
        String arn = sqs.getQueueAttributes(q -> q.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        return new EventQueue(sqs, url, requireNonNull(arn, "the queue's ARN"));
    }

    boolean isFifo() {
        return url.endsWith(".fifo");
    }

    /** Receives messages, waiting up to a second for the first. */
    List<Message> receive(int atMost) {
        return sqs.receiveMessage(r -> r.queueUrl(url)
                        .maxNumberOfMessages(Math.min(atMost, MOST_AT_ONCE))
                        .waitTimeSeconds(WAIT_SECONDS)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    void delete(List<Message> messages) {
        for (Message message : messages) {
            try {
                sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
            } catch (RuntimeException e) {
                LOG.warn(
                        "Message {} could not be deleted and is redelivered: {}",
                        message.messageId(),
                        e.getClass().getName());
            }
        }
    }

    /** Makes messages visible again that nobody handles. */
    void release(List<Message> messages) {
        for (Message message : messages) {
            try {
                sqs.changeMessageVisibility(v ->
                        v.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
            } catch (RuntimeException e) {
                LOG.debug(
                        "Message {} could not be released: {}",
                        message.messageId(),
                        e.getClass().getName());
            }
        }
    }
}
