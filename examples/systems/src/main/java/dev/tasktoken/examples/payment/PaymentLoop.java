package dev.tasktoken.examples.payment;

import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.Settlement;
import dev.tasktoken.TokenResponder;
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
    private volatile boolean ended;

    public PaymentLoop(SqsClient sqs, String queueUrl, TokenResponder responder) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.processor = CallbackProcessor.of(responder, PaymentOrder.class, Payments::charge);
    }

    /** Polls and works until it is ended. */
    public void run() {
        SqsVisibility visibility = SqsVisibility.of(sqs, queueUrl, TIMEOUT);
        while (!ended) {
            for (Message message : receive()) {
                Settlement settlement = SqsMessages.process(message, processor, visibility);
                if (settlement.isSettled()) {
                    sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
                }
            }
        }
    }

    /** Lets {@link #run()} return when the poll under way, or its message, is done with. */
    public void end() {
        ended = true;
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
