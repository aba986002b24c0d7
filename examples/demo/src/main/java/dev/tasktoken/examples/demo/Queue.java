package dev.tasktoken.examples.demo;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue, and the calls that the demo makes on it. */
record Queue(SqsClient sqs, String name, String url, String arn) {
    static final int MAX_BATCH = 10;
    private static final int WAIT_SECONDS = 1;

    /** Puts a message on the queue and returns its id. */
    String send(String body) {
        return sqs.sendMessage(m -> m.queueUrl(url).messageBody(body)).messageId();
    }

    /** Receives up to ten messages, waiting up to a second for the first. */
    List<Message> receive() {
        return receive(MAX_BATCH);
    }

    /** Receives one message, waiting for it. */
    Message receiveOne(Deadline deadline) {
        while (!deadline.hasPassed()) {
            List<Message> received = receive(1);
            if (!received.isEmpty()) {
                return received.get(0);
            }
        }
        throw new IllegalStateException("no message arrived at " + name);
    }

    void delete(Message message) {
        sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
    }

    /** Releases a message, so that it is redelivered at once. */
    void release(Message message) {
        sqs.changeMessageVisibility(
                v -> v.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
    }

    /** Receives and deletes all messages. */
    List<Message> drain(Deadline deadline) {
        List<Message> drained = new ArrayList<>();
        while (size() > 0 && !deadline.hasPassed()) {
            List<Message> received = receive();
            received.forEach(this::delete);
            drained.addAll(received);
        }
        return drained;
    }

    String countMessages() {
        int size = size();
        return size == 0 ? "empty" : size == 1 ? "1 message" : size + " messages";
    }

    /** Returns how many messages are in the queue, including those in flight. */
    private int size() {
        List<QueueAttributeName> counts = List.of(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
        return sqs.getQueueAttributes(q -> q.queueUrl(url).attributeNames(counts)).attributes().values().stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private List<Message> receive(int atMost) {
        return sqs.receiveMessage(r -> r.queueUrl(url)
                        .maxNumberOfMessages(atMost)
                        .waitTimeSeconds(WAIT_SECONDS)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }
}
