package dev.tasktoken.resend;

import dev.tasktoken.sqs.SqsMessages;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Receives from a queue, deletes each message, and only then looks at it: how messages are lost. */
final class QueueReceiver {
    private final SqsClient sqs = LocalQueues.client();
    private final String queueUrl;
    private final LossyWork work;
    private final Thread thread = new Thread(this::run, "receiver");
    private volatile boolean stopped;

    QueueReceiver(String queueUrl, LossyWork work) {
        this.queueUrl = queueUrl;
        this.work = work;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopped) {
            for (Message message : sqs.receiveMessage(r -> r.queueUrl(queueUrl)
                            .waitTimeSeconds(1)
                            .maxNumberOfMessages(10)
                            .messageAttributeNames("All"))
                    .messages()) {
                sqs.deleteMessage(d -> d.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
                work.accept(SqsMessages.read(message));
            }
        }
    }

    void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
