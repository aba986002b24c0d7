package dev.tasktoken.examples.guide;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.AsyncTokenResponder;
import dev.tasktoken.TaskToken;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.sqs.SqsVisibility;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The code of docs/workers.md that is not {@link ShippingWorker}'s; {@code WorkersGuideIT} runs it. */
public final class PollingLoops {
    private PollingLoops() {}

    public static List<Message> receive(SqsClient sqs, String queueUrl) {
        return sqs.receiveMessage(request -> request.queueUrl(queueUrl)
                        .maxNumberOfMessages(1) // as many as you start at once
                        .waitTimeSeconds(20)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    public static Settlement once(SqsClient sqs, String queueUrl, CallbackProcessor<?> processor, Message message) {
        SqsVisibility visibility = SqsVisibility.of(sqs, queueUrl, Duration.ofSeconds(30));
        Settlement settlement = SqsMessages.process(message, processor, visibility);
        if (settlement.isAcknowledged()) {
            sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
        }
        return settlement;
    }

    public static CompletableFuture<AnswerOutcome> withoutBlocking(SfnAsyncClient sfn, TaskToken taskToken) {
        AsyncTokenResponder responder = AsyncTokenResponder.of(sfn); // one for the process
        return responder.succeed(taskToken, Map.of("postage", 300));
    }
}
