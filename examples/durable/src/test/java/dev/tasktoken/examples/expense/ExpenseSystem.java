package dev.tasktoken.examples.expense;

import dev.tasktoken.testkit.LocalDurableCallbacks;
import dev.tasktoken.testkit.LocalFunction;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.QueueConnection;
import dev.tasktoken.testkit.QueueMapping;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Everything around the functions: a queue of expenses, one of mails, a bucket, and both services that pause. */
final class ExpenseSystem implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(90);

    private final SQSRestServer server =
            SQSRestServerBuilder.withInterface("localhost").withDynamicPort().start();
    private final SqsClient sqs = SqsClient.builder()
            .endpointOverride(URI.create("http://localhost:"
                    + server.waitUntilStarted().localAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .checksumValidationEnabled(false) // it logs the body of each message, token included, at DEBUG
            .build();
    private final LocalStepFunctions stepFunctions =
            LocalStepFunctions.builder().sqs(sqs).start();
    private final LocalDurableCallbacks callbacks = LocalDurableCallbacks.start();
    private final LocalBucket bucket = new LocalBucket();
    private final String queueUrl =
            sqs.createQueue(q -> q.queueName("expenses")).queueUrl();
    private final String mailUrl = sqs.createQueue(q -> q.queueName("mails")).queueUrl();
    private final List<String> secrets = new ArrayList<>();

    ExpenseSystem() throws Exception {}

    LocalDurableCallbacks callbacks() {
        return callbacks;
    }

    SqsClient sqs() {
        return sqs;
    }

    String queueUrl() {
        return queueUrl;
    }

    /** The environment of the deployed functions. */
    Map<String, String> settings() {
        return Map.of(
                "AWS_ENDPOINT_URL_SFN",
                stepFunctions.endpoint().toString(),
                "AWS_ENDPOINT_URL_LAMBDA",
                callbacks.endpoint().toString(),
                "AWS_ENDPOINT_URL_S3",
                bucket.endpoint().toString(),
                "AWS_ENDPOINT_URL_SQS",
                URI.create(queueUrl).resolve("/").toString(),
                "TOKEN_BUCKET",
                LocalBucket.NAME,
                "MAIL_QUEUE_URL",
                mailUrl,
                "PAGE_URL",
                "https://approvals.example.com/decide",
                "LINK_SECRET",
                "a secret of more than 32 characters, at least here");
    }

    /** A state machine sends an expense with its task's token; the execution's ARN. */
    String pauseTask(String expenseId, int euros) {
        String definition = """
                {"StartAt": "Approve", "States": {"Approve": {
                    "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                    "Parameters": {
                        "QueueUrl": "%s",
                        "MessageBody": {
                            "taskToken.$": "$$.Task.Token", "expenseId": "%s", "employee": "Ada", "euros": %d}},
                    "End": true}}}""".formatted(queueUrl, expenseId, euros);
        String execution = stepFunctions.run(definition, "{}").arn();
        secrets.add(stepFunctions.awaitOpenTask(SOON));
        return execution;
    }

    /** A durable function sends an expense with the id of its callback; that id. */
    String pauseCallback(String expenseId, int euros) {
        String callbackId = callbacks.createCallback();
        secrets.add(callbackId);
        send("{\"callbackId\":\"" + callbackId + "\",\"expenseId\":\"" + expenseId
                + "\",\"employee\":\"Bob\",\"euros\":" + euros + "}");
        return callbackId;
    }

    void send(String body) {
        sqs.sendMessage(m -> m.queueUrl(queueUrl).messageBody(body));
    }

    /** Tokens and ids that were handed out. */
    List<String> secrets() {
        return secrets;
    }

    QueueConnection connect(LocalFunction function) {
        stepFunctions.functions().register("expenses", function);
        return stepFunctions.connectQueue(
                queueUrl,
                "expenses",
                QueueMapping.defaults().batchWindow(Duration.ofMinutes(5)).reportBatchItemFailures());
    }

    int batches() {
        return stepFunctions.functions().invocations("expenses").size();
    }

    /** How an execution ended. */
    String ending(String execution) {
        var ended = stepFunctions.awaitExecution(execution, SOON);
        return ended.output().orElseGet(() -> "failed with " + ended.error().orElse(""));
    }

    Message mail() {
        return sqs.receiveMessage(r -> r.queueUrl(mailUrl).waitTimeSeconds(20))
                .messages()
                .get(0);
    }

    /** How many messages the queue holds, hidden ones included. */
    int queueSize() {
        return sqs
                .getQueueAttributes(q -> q.queueUrl(queueUrl)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    @Override
    public void close() {
        stepFunctions.close();
        callbacks.close();
        bucket.close();
        sqs.close();
        server.stopAndWait();
    }
}
