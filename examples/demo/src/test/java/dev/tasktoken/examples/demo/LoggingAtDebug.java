package dev.tasktoken.examples.demo;

import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.TestTokens;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Receives and answers a task with the SDK's clients as they come. {@link OperatingGuideTest} runs it in a process of
 * its own, where everything logs at DEBUG, and looks for the token in what it printed.
 */
final class LoggingAtDebug {
    private LoggingAtDebug() {}

    public static void main(String[] args) {
        String queueUrl = args[0];
        String token = TestTokens.numbered(7);
        try (SqsClient sqs = SqsClient.builder()
                        .region(Region.US_EAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build();
                SfnClient sfn = SfnClient.builder()
                        .region(Region.US_EAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build()) {
            TokenResponder responder = TokenResponder.of(sfn);
            String body = Deliveries.sqs(token, Map.of("orderId", "0001")).body();
            sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(body));
            Message message = sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                            .waitTimeSeconds(10)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages()
                    .get(0);
            SqsMessages.process(message, CallbackProcessor.of(responder, Map.class, order -> "charged"));
            SqsMessages.process(message, CallbackProcessor.of(responder, Integer.class, order -> "does not bind"));
            sqs.deleteMessage(delete -> delete.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
            System.err.println("done, " + TaskToken.of(token));
        }
    }
}
