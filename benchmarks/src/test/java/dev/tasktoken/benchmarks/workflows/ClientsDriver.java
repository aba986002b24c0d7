package dev.tasktoken.benchmarks.workflows;

import dev.tasktoken.testkit.LocalStepFunctions;
import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** As an application does it: starts, receives from ElasticMQ, answers and describes, all with the SDK's clients. */
final class ClientsDriver implements Driver {
    private final SQSRestServer server =
            SQSRestServerBuilder.withInterface("localhost").withDynamicPort().start();
    private final SqsClient sqs =
            client(server.waitUntilStarted().localAddress().getPort());
    private final LocalStepFunctions stepFunctions =
            LocalStepFunctions.builder().sqs(sqs).start();
    private final String queueUrl =
            sqs.createQueue(queue -> queue.queueName("work")).queueUrl();
    private final String machine = stepFunctions.createStateMachine("""
            {"StartAt": "Work", "States": {"Work": {"Type": "Task",
              "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              "Parameters": {"QueueUrl": "%s", "MessageBody": {"taskToken.$": "$$.Task.Token", "order.$": "$"}},
              "TimeoutSeconds": 60, "End": true}}}
            """.formatted(queueUrl));

    @Override
    public int threads() {
        return 2;
    }

    /** A thread may answer the task of another one's execution: it receives what is there. */
    @Override
    public int run() {
        String execution = stepFunctions
                .client()
                .startExecution(start -> start.stateMachineArn(machine).input("{\"id\":\"o-1\",\"amount\":12.5}"))
                .executionArn();
        sqs.receiveMessage(receive -> receive.queueUrl(queueUrl).waitTimeSeconds(20))
                .messages()
                .forEach(this::answer);
        stepFunctions.client().describeExecution(describe -> describe.executionArn(execution));
        return 1;
    }

    private void answer(Message message) {
        String token = message.body().replaceFirst(".*\"taskToken\":\"([^\"]+)\".*", "$1");
        stepFunctions
                .client()
                .sendTaskSuccess(success -> success.taskToken(token).output("{\"done\":true}"));
        sqs.deleteMessage(delete -> delete.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
    }

    @Override
    public void close() {
        stepFunctions.close();
        sqs.close();
        server.stopAndWait();
    }

    private static SqsClient client(int port) {
        return SqsClient.builder()
                .endpointOverride(URI.create("http://localhost:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .checksumValidationEnabled(false)
                .build();
    }
}
