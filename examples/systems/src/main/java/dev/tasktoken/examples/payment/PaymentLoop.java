package dev.tasktoken.examples.payment;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.sqs.SqsVisibility;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * An existing polling loop that hands each message to {@link SqsMessages}. It keeps its own thread, SQS calls and
 * shutdown; {@link PaymentWorker} needs none of them.
 *
 * <p>The loop does not delete an unsettled message, for instance one that cannot be read. SQS redelivers it until it
 * moves to the dead-letter queue. A failed call of SQS ends neither the loop nor a task. If a message was answered but
 * not deleted, it is redelivered and its task is found closed.
 */
public final class PaymentLoop {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentLoop.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SqsClient sqs;
    private final String queueUrl;
    private final CallbackProcessor<PaymentOrder> processor;
    private final Duration retryAfter;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Waits for {@code retryAfter} after a call of SQS failed, in addition to the client's own retries. */
    public PaymentLoop(SqsClient sqs, String queueUrl, TokenResponder responder, Duration retryAfter) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.processor = CallbackProcessor.of(responder, PaymentOrder.class, Payments::charge);
        this.retryAfter = retryAfter;
    }

    /** Polls and processes until {@link #end()} or an interrupt of its thread. */
    public void run() {
        SqsVisibility visibility = SqsVisibility.of(sqs, queueUrl, TIMEOUT);
        Duration pause = Duration.ZERO;
        while (!awaitEnd(pause)) {
            pause = pollOnce(visibility) ? Duration.ZERO : retryAfter;
        }
    }

    /** Lets {@link #run()} return after the poll in progress and its message. */
    public void end() {
        ended.countDown();
    }

    private boolean pollOnce(SqsVisibility visibility) {
        try {
            for (Message message : receive()) {
                Settlement settlement = SqsMessages.process(message, processor, visibility);
                if (settlement.isAcknowledged()) {
                    sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
                }
            }
            return true;
        } catch (SdkException e) { // throttling, a network failure, expired credentials: usually temporary
            LOG.warn("Polling of {} failed, retrying in {}: {}", queueUrl, retryAfter, e.getMessage());
            return false;
        }
    }

    private boolean awaitEnd(Duration pause) {
        try {
            return ended.await(pause.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Receives one message at a time, because the loop processes one at a time. */
    private List<Message> receive() {
        return sqs.receiveMessage(request -> request.queueUrl(queueUrl)
                        .maxNumberOfMessages(1)
                        .waitTimeSeconds(5)
                        .visibilityTimeout((int) TIMEOUT.toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }
}
