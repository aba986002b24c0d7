package dev.tasktoken.examples.payment;

import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.Settlement;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.sqs.SqsVisibility;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The other way round: a polling loop that was there before, and only hands each message to {@link SqsMessages}. Its
 * thread, its calls of SQS and its end stay its own; {@link PaymentWorker} needs none of it.
 */
public final class PaymentLoop {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SqsClient sqs;
    private final String queueUrl;
    private final CallbackProcessor<PaymentOrder> processor;

    public PaymentLoop(SqsClient sqs, String queueUrl, CallbackProcessor<PaymentOrder> processor) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.processor = processor;
    }

    /** Polls and works until the thread is interrupted. */
    public void run() {
        SqsVisibility visibility = SqsVisibility.of(sqs, queueUrl, TIMEOUT);
        while (!Thread.currentThread().isInterrupted()) {
            for (Message message : receive()) {
                Settlement settlement = SqsMessages.process(message, processor, visibility);
                if (settlement.isSettled()) {
                    sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
                }
            }
        }
    }

    /** One at a time, for that is what the loop starts at once. */
    private Iterable<Message> receive() {
        return sqs.receiveMessage(request -> request.queueUrl(queueUrl)
                        .maxNumberOfMessages(1)
                        .waitTimeSeconds(5)
                        .visibilityTimeout((int) TIMEOUT.toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }
}
