package dev.tasktoken.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Executions whose state writes its token into a table of the user's by itself: one puts an item, the other adds its
 * token to a list in an item.
 */
final class WrittenItems implements AutoCloseable {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String PUT = """
            {"StartAt": "Wait", "States": {"Wait": {
              "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken",
              "Parameters": {"TableName": "TABLE", "Item": {
                "orderId": {"S.$": "$.id"}, "status": {"S": "WAITING"}, "taskToken": {"S.$": "$$.Task.Token"}}},
              "Retry": [{"ErrorEquals": ["TryAgain"], "IntervalSeconds": 1, "MaxAttempts": 1}],
              "End": true}}}
            """;
    private static final String ADD = """
            {"StartAt": "Wait", "States": {"Wait": {
              "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken",
              "Parameters": {"TableName": "TABLE", "Key": {"orderId": {"S.$": "$.id"}},
                "UpdateExpression": "SET taskTokens = list_append(if_not_exists(taskTokens, :none), :token)",
                "ExpressionAttributeValues": {
                  ":none": {"L": []}, ":token": {"L": [{"S.$": "$$.Task.Token"}]}}},
              "End": true}}}
            """;

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final DynamoDbClient client;
    private final String table;
    private final String put;
    private final String add;
    private volatile CountDownLatch written = new CountDownLatch(0);

    WrittenItems(DynamoDbClient client) {
        this(client, "orders-" + UUID.randomUUID());
    }

    WrittenItems(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
        LocalTable.createWithKey(client, table, "orderId");
        stepFunctions.integrations().on("aws-sdk:dynamodb:putItem", request -> {
            client.putItem(item -> item.tableName(table).item(attributes(request.get("Item"))));
            written.countDown();
            return Map.of();
        });
        stepFunctions.integrations().on("aws-sdk:dynamodb:updateItem", request -> {
            client.updateItem(update -> update.tableName(table)
                    .key(attributes(request.get("Key")))
                    .updateExpression(request.get("UpdateExpression").textValue())
                    .expressionAttributeValues(attributes(request.get("ExpressionAttributeValues"))));
            written.countDown();
            return Map.of();
        });
        this.put = machine("put", PUT);
        this.add = machine("add", ADD);
    }

    String table() {
        return table;
    }

    SfnClient sfn() {
        return stepFunctions.client();
    }

    LocalStepFunctions stepFunctions() {
        return stepFunctions;
    }

    /** Starts executions that each put an item, and returns when the items are there. */
    String[] putItems(String... ids) throws InterruptedException {
        return start(put, ids);
    }

    /** Starts an execution of another definition, and returns when it has written its item. */
    String run(String definition, String id) throws InterruptedException {
        return start(machine("other", definition), id)[0];
    }

    /** Starts as many executions that add their tokens to one item, and returns when they are there. */
    String[] addTokens(String id, int count) throws InterruptedException {
        return start(add, Collections.nCopies(count, id).toArray(String[]::new));
    }

    /** Counts down with each of the next writes. */
    CountDownLatch expectWrites(int count) {
        CountDownLatch next = new CountDownLatch(count);
        written = next;
        return next;
    }

    private String[] start(String machine, String... ids) throws InterruptedException {
        CountDownLatch all = expectWrites(ids.length);
        String[] executions = new String[ids.length];
        for (int n = 0; n < ids.length; n++) {
            String input = "{\"id\":\"" + ids[n] + "\"}";
            executions[n] = sfn().startExecution(
                            start -> start.stateMachineArn(machine).input(input))
                    .executionArn();
        }
        if (!all.await(SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(all.getCount() + " tokens were not written");
        }
        return executions;
    }

    LocalExecution ended(String execution) {
        return stepFunctions.awaitExecution(execution, SOON);
    }

    Map<String, AttributeValue> item(String id) {
        return client.getItem(get -> get.tableName(table).key(Map.of("orderId", AttributeValue.fromS(id))))
                .item();
    }

    /** Writes one attribute, as another program of the user's does. */
    void set(String id, String attribute, AttributeValue value) {
        client.updateItem(update -> update.tableName(table)
                .key(Map.of("orderId", AttributeValue.fromS(id)))
                .updateExpression("SET #name = :value")
                .expressionAttributeNames(Map.of("#name", attribute))
                .expressionAttributeValues(Map.of(":value", value)));
    }

    private String machine(String name, String definition) {
        return sfn().createStateMachine(machine -> machine.name(name)
                        .roleArn("arn:aws:iam::123456789012:role/workflow")
                        .definition(definition.replace("TABLE", table)))
                .stateMachineArn();
    }

    private static Map<String, AttributeValue> attributes(JsonNode node) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        node.properties().forEach(field -> attributes.put(field.getKey(), attribute(field.getValue())));
        return attributes;
    }

    private static AttributeValue attribute(JsonNode node) {
        return node.has("L")
                ? AttributeValue.fromL(
                        node.get("L").valueStream().map(WrittenItems::attribute).toList())
                : AttributeValue.fromS(node.get("S").textValue());
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}
