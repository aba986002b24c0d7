package dev.tasktoken.examples;

import dev.tasktoken.testkit.LocalFunction;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.PublishedMessage;
import dev.tasktoken.testkit.QueueConnection;
import dev.tasktoken.testkit.QueueMapping;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One of the systems without its functions: a queue, a topic and the unmodified state machine. */
final class LocalSystem implements AutoCloseable {
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
            LocalStepFunctions.builder().sqs(sqs).tokenLength(880).start();
    private final String queueUrl = sqs.createQueue(q -> q.queueName("tasks")).queueUrl();
    private final String topicArn = stepFunctions.topics().create("outcomes");
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final String machineArn;

    LocalSystem(String name) throws IOException {
        String definition = resource("/systems/" + name + ".asl.json")
                .replace("${QueueUrl}", queueUrl)
                .replace("${FunctionName}", "invoked")
                .replace("${TopicArn}", topicArn);
        machineArn = stepFunctions
                .client()
                .createStateMachine(m -> m.name(name)
                        .roleArn("arn:aws:iam::123456789012:role/workflow")
                        .definition(definition))
                .stateMachineArn();
    }

    URI endpoint() {
        return stepFunctions.endpoint();
    }

    SfnClient stepFunctions() {
        return stepFunctions.client();
    }

    SqsClient sqs() {
        return sqs;
    }

    URI queueEndpoint() {
        return URI.create(queueUrl).resolve("/");
    }

    String queueUrl() {
        return queueUrl;
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

    /** How often tasks were answered, refused answers included. */
    long answers() {
        return stepFunctions.calls().stream()
                .filter(call -> !call.isHeartbeat())
                .count();
    }

    List<String> openTokens() {
        return stepFunctions.openTokens();
    }

    /** Starts an execution, whose task a worker that runs may have answered before anybody looks. */
    String start(String input) {
        return stepFunctions
                .client()
                .startExecution(e -> e.stateMachineArn(machineArn).input(input))
                .executionArn();
    }

    /** Starts an execution and waits until it is paused; nobody may answer it meanwhile. */
    String pause(String input) {
        String execution = start(input);
        stepFunctions.awaitOpenTask(SOON);
        return execution;
    }

    /** Has the workflow invoke a function. */
    void invoke(LocalFunction function) {
        stepFunctions.functions().register("invoked", noting(function));
    }

    /** Subscribes a function to the topic. */
    void subscribe(LocalFunction function) {
        stepFunctions.functions().register("subscribed", noting(function));
        stepFunctions.topics().subscribeFunction(topicArn, "subscribed");
    }

    /** Feeds a function from the queue. */
    QueueConnection connect(LocalFunction function, QueueMapping mapping) {
        stepFunctions.functions().register("fed", noting(function));
        return stepFunctions.connectQueue(queueUrl, "fed", mapping.reportBatchItemFailures());
    }

    /** How often the queue's function was invoked. */
    int batches() {
        return stepFunctions.functions().invocations("fed").size();
    }

    /** The tokens that were open when functions were invoked. */
    Set<String> tokens() {
        return Set.copyOf(tokens);
    }

    private LocalFunction noting(LocalFunction function) {
        return event -> {
            tokens.addAll(openTokens());
            return function.invoke(event);
        };
    }

    String send(String body) {
        return sqs.sendMessage(m -> m.queueUrl(queueUrl).messageBody(body)).messageId();
    }

    /** Receives a message as an outside program does. */
    Message receive() {
        return sqs.receiveMessage(r -> r.queueUrl(queueUrl).waitTimeSeconds(20))
                .messages()
                .get(0);
    }

    /** Waits until an execution has ended, and returns the status and the state it was in then. */
    String ending(String execution) {
        String status = stepFunctions.awaitExecution(execution, SOON).status().toString();
        return stepFunctions.client().getExecutionHistory(h -> h.executionArn(execution)).events().stream()
                .filter(event -> event.stateEnteredEventDetails() != null)
                .map(event ->
                        status + " via " + event.stateEnteredEventDetails().name())
                .reduce(status, (earlier, later) -> later);
    }

    /** Waits until an execution has ended, and returns its output, JSON text. */
    String output(String execution) {
        return stepFunctions.awaitExecution(execution, SOON).output().orElse("none");
    }

    List<String> published() {
        return stepFunctions.topics().published(topicArn).stream()
                .map(PublishedMessage::message)
                .toList();
    }

    private static String resource(String path) throws IOException {
        try (InputStream in = LocalSystem.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        stepFunctions.close();
        sqs.close();
        server.stopAndWait();
    }
}
