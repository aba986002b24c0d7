package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.tables.TableException;
import dev.tasktoken.testkit.internal.tables.Tables;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One operation on an item of a table: {@code dynamodb:putItem}, or the same of {@code aws-sdk:dynamodb}. */
public record DynamoDb(
        String operation,
        boolean isSdk,
        Set<String> requiredParameters,
        Set<String> optionalParameters,
        Function<JsonNode, ObjectNode> action)
        implements Integration {
    private static final Set<String> READS = Set.of(
            "AttributesToGet",
            "ConsistentRead",
            "ExpressionAttributeNames",
            "ProjectionExpression",
            "ReturnConsumedCapacity");
    private static final Set<String> WRITES = Set.of(
            "ConditionExpression",
            "ConditionalOperator",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure");

    /** All operations, optimized and of the SDK. */
    public static List<Integration> all(Tables tables) {
        return Stream.of(false, true)
                .<Integration>flatMap(isSdk -> Stream.of(
                        new DynamoDb("getItem", isSdk, Set.of("TableName", "Key"), READS, tables::getItem),
                        new DynamoDb("putItem", isSdk, Set.of("TableName", "Item"), WRITES, tables::putItem),
                        new DynamoDb("deleteItem", isSdk, Set.of("TableName", "Key"), WRITES, tables::deleteItem),
                        new DynamoDb("updateItem", isSdk, Set.of("TableName", "Key"), updates(), tables::updateItem)))
                .toList();
    }

    private static Set<String> updates() {
        return Stream.concat(WRITES.stream(), Stream.of("AttributeUpdates", "UpdateExpression"))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String service() {
        return isSdk ? "aws-sdk:dynamodb" : "dynamodb";
    }

    @Override
    public Set<IntegrationPattern> patterns() {
        return isSdk ? IntegrationPattern.CALLS : Set.of(IntegrationPattern.REQUEST_RESPONSE);
    }

    @Override
    public JsonNode call(JsonNode parameters) {
        try {
            ObjectNode response = action.apply(parameters);
            return isSdk ? response : ResponseMetadata.addTo(response);
        } catch (TableException e) {
            throw failure(e);
        }
    }

    /** An error that the SDK has no class for has the name of the service's exceptions (recorded). */
    private StateFailure failure(TableException e) {
        boolean named = !e.code().equals(TableException.VALIDATION);
        return isSdk
                ? CallFailure.sdk("DynamoDb." + (named ? e.code() : "DynamoDbException"), e.getMessage())
                : CallFailure.optimized(
                        "DynamoDB." + (named ? e.code() : "AmazonDynamoDBException"),
                        e.getMessage(),
                        "AmazonDynamoDBv2",
                        e.code());
    }
}
