package dev.tasktoken.testkit.internal.buses;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.functions.FunctionName;
import dev.tasktoken.testkit.internal.functions.FunctionRegistry;
import dev.tasktoken.testkit.internal.topics.TopicMessage;
import dev.tasktoken.testkit.internal.topics.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What the rules of one LocalStepFunctions can deliver to.
 *
 * @param executions starts an execution of a machine with an input
 */
public record BusTargets(
        FunctionRegistry functions, Topics topics, Optional<SqsClient> sqs, BiConsumer<String, String> executions) {

    BusTarget function(String name) {
        FunctionName asked = FunctionName.parse(requireNonNull(name, "functionName"))
                .orElseThrow(() -> new IllegalArgumentException("not the name of a function: " + name));
        return event -> functions.invokeLater(
                functions.find(asked).orElseThrow(() -> new IllegalStateException("there is no function " + name)),
                event);
    }

    BusTarget queue(String queueUrl) {
        requireNonNull(queueUrl, "queueUrl");
        SqsClient client = sqs.orElseThrow(
                () -> new IllegalStateException("to deliver to a queue, build LocalStepFunctions with an SqsClient"));
        return event -> client.sendMessage(m -> m.queueUrl(queueUrl).messageBody(event));
    }

    BusTarget topic(String topicArn) {
        requireNonNull(topicArn, "topicArn");
        return event -> topics.publish(new TopicMessage(
                UUID.randomUUID().toString(), topicArn, Optional.empty(), event, Map.of(), Optional.empty()));
    }

    BusTarget stateMachine(String stateMachineArn) {
        requireNonNull(stateMachineArn, "stateMachineArn");
        return event -> executions.accept(stateMachineArn, event);
    }
}
