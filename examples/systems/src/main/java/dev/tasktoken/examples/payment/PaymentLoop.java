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
 * The other way round: a polling loop that was there before, and only hands each message to {@link SqsMessages}. Its
 * thread, its calls of SQS and its end stay its own; {@link PaymentWorker} needs none of it.
 *
 * <p>A message that is not settled, because nobody can read it for instance, is not deleted: SQS delivers it again
 * until it ends in the dead-letter queue. A call of SQS that fails ends neither the loop nor a task; what was answered
 * and not deleted comes again and is found closed.
 */
public final class PaymentLoop {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentLoop.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SqsClient sqs;
    private final String queueUrl;
    private final CallbackProcessor<PaymentOrder> processor;
    private final Duration retryAfter;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Waits for {@code retryAfter} when a call of SQS failed for good, on top of the client's own retries. */
    public PaymentLoop(SqsClient sqs, String queueUrl, TokenResponder responder, Duration retryAfter) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.processor = CallbackProcessor.of(responder, PaymentOrder.class, Payments::charge);
        this.retryAfter = retryAfter;
    }

    /** Polls and works until it is ended or its thread is interrupted. */
    public void run() {
        SqsVisibility visibility = SqsVisibility.of(sqs, queueUrl, TIMEOUT);
        Duration pause = Duration.ZERO;
        while (!endsWithin(pause)) {
            pause = polls(visibility) ? Duration.ZERO : retryAfter;
        }
    }

    /** Lets {@link #run()} return when the poll under way, or its message, is done with. */
    public void end() {
        ended.countDown();
    }

    private boolean polls(SqsVisibility visibility) {
        try {
            for (Message message : receive()) {
                Settlement settlement = SqsMessages.process(message, processor, visibility);
                if (settlement.isSettled()) {
                    sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
                }
            }
            return true;
        } catch (SdkException e) { // throttling, a network that is gone, credentials that expired: not for ever
            LOG.warn("Polling {} again in {}: {}", queueUrl, retryAfter, e.getMessage());
            return false;
        }
    }

    private boolean endsWithin(Duration pause) {
        try {
            return ended.await(pause.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** One at a time, for that is what the loop starts at once. */
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
