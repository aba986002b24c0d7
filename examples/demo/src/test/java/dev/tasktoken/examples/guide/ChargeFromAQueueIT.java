package dev.tasktoken.examples.guide;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.Shop.Receipt;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.LocalStepFunctionsExtension;
import dev.tasktoken.testkit.QueueMapping;
import dev.tasktoken.testkit.StartedExecution;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class ChargeFromAQueueIT {
    private static final SQSRestServer SERVER =
            SQSRestServerBuilder.withDynamicPort().withInterface("localhost").start();
    private static final SqsClient SQS = SqsClient.builder()
            .endpointOverride(URI.create("http://localhost:"
                    + SERVER.waitUntilStarted().localAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .checksumValidationEnabled(false) // it logs bodies, tokens included, at DEBUG
            .build();

    @RegisterExtension
    final LocalStepFunctionsExtension extension =
            LocalStepFunctionsExtension.with(() -> LocalStepFunctions.builder().sqs(SQS));

    @AfterAll
    static void stop() {
        SQS.close();
        SERVER.stopAndWait();
    }

    @Test
    void theMessageIsAnswered(LocalStepFunctions stepFunctions) {
        String queueUrl = SQS.createQueue(q -> q.queueName("orders")).queueUrl();
        String definition = DefinitionSubstitutions.apply(
                Path.of("src/test/resources/guide/charge-jsonata.asl.json"), Map.of("QueueUrl", queueUrl));
        StartedExecution execution = stepFunctions.run(definition, "{\"orderId\": \"0001\", \"hours\": 24}");

        Message message = SQS.receiveMessage(r -> r.queueUrl(queueUrl).waitTimeSeconds(10))
                .messages()
                .get(0);
        TokenResponder.of(stepFunctions.client()).succeed(SqsMessages.read(message), Map.of("paid", 1999));

        assertThat(execution).succeeded().withOutput(Map.of("receipt", 1999));
    }

    @Test
    void theHandlersOfAQueueAndATopicAreConnected(LocalStepFunctions stepFunctions) {
        TokenResponder responder = TokenResponder.of(stepFunctions.client());
        Map<QueueAttributeName, String> fifo = Map.of(QueueAttributeName.FIFO_QUEUE, "true");
        String queueUrl = SQS.createQueue(q -> q.queueName("orders.fifo").attributes(fifo))
                .queueUrl();
        String topicArn = stepFunctions.topics().create("labels");

        stepFunctions.functions().register("charge", new QueueHandler(responder, order -> new Receipt(order.cents())));
        stepFunctions.connectQueue(queueUrl, "charge", QueueMapping.defaults().reportBatchItemFailures());
        stepFunctions.functions().register("label", new TopicHandler(responder, orderId -> "L-" + orderId));
        stepFunctions.topics().subscribeFunction(topicArn, "label");

        String definition = DefinitionSubstitutions.apply(
                Path.of("src/test/resources/guide/charge-and-label.asl.json"),
                Map.of("QueueUrl", queueUrl, "TopicArn", topicArn));
        StartedExecution execution =
                stepFunctions.run(definition, "{\"orderId\": \"0001\", \"cents\": 1999, \"customer\": \"c-7\"}");

        assertThat(execution).succeeded().visited("Charge", "Label").withOutputAt("/label", "L-0001");
    }
}
