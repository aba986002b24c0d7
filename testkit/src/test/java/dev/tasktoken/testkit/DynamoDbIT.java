package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.testkit.integrations.LocalTables;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;

/** {@code dynamodb:*} and {@code aws-sdk:dynamodb:*} on tables in memory. */
class DynamoDbIT {
    private static final String ITEM = "{\"id\":{\"S\":\"0001\"},\"cents\":{\"N\":\"1999\"}}";
    private static final String ORDERS = "\"TableName\": \"orders\"";
    private static final String KEY = ORDERS + ", \"Key\": {\"id\": {\"S\": \"0001\"}}";

    private final Workbench bench = Workbench.start();
    private final LocalTables tables =
            bench.stepFunctions.integrations().tables().create("orders", "id");

    @AfterEach
    void close() {
        bench.close();
    }

    private StartedExecution run(String resource, String parameters) {
        return run(resource, parameters, "{}");
    }

    private StartedExecution run(String resource, String parameters, String input) {
        return bench.stepFunctions.run(
                Definitions.withCaught("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::" + resource
                        + "\", \"Parameters\": {" + parameters + "}, \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"],"
                        + " \"Next\": \"Caught\"}], \"End\": true"),
                input);
    }

    @Test
    void anItemIsPutAndFound() {
        assertThat(run("dynamodb:putItem", ORDERS + ", \"Item\": " + ITEM))
                .succeeded()
                .withOutputAt("/SdkHttpMetadata/HttpStatusCode", 200);

        assertThat(tables.items("orders")).singleElement().hasToString(ITEM);
        assertThat(run("dynamodb:getItem", KEY))
                .succeeded()
                .withOutputAt("/Item", ITEM)
                .withOutputAt("/SdkHttpMetadata/HttpStatusCode", 200);
    }

    @Test
    void anItemThatIsNotThereIsNoMember() {
        StartedExecution execution = run("aws-sdk:dynamodb:getItem", KEY);

        assertThat(execution).succeeded().withOutput("{}");
    }

    @Test
    void anSdkCallHasNoMetadata() {
        tables.put("orders", ITEM);

        assertThat(run("aws-sdk:dynamodb:putItem", ORDERS + ", \"Item\": " + ITEM))
                .succeeded()
                .withOutput("{}");
        assertThat(run("aws-sdk:dynamodb:getItem", KEY)).succeeded().withOutput("{\"Item\": " + ITEM + "}");
        assertThat(run("aws-sdk:dynamodb:deleteItem", KEY)).succeeded().withOutput("{}");
        assertThat(tables.items("orders")).isEmpty();
    }

    @Test
    void anUpdateReturnsWhatItChanged() {
        tables.put("orders", ITEM);

        StartedExecution execution = run(
                "dynamodb:updateItem",
                KEY + ", \"UpdateExpression\": \"SET #s = :s\", \"ExpressionAttributeNames\": {\"#s\": \"status\"},"
                        + " \"ExpressionAttributeValues\": {\":s\": {\"S\": \"paid\"}}, \"ReturnValues\": \"UPDATED_NEW\"");

        assertThat(execution).succeeded().withOutputAt("/Attributes", "{\"status\": {\"S\": \"paid\"}}");
        assertThat(tables.items("orders").get(0).at("/status/S").asText()).isEqualTo("paid");
    }

    @Test
    void aWaitingTaskStoresItsToken() {
        StartedExecution execution = run(
                "aws-sdk:dynamodb:putItem.waitForTaskToken",
                ORDERS + ", \"Item\": {\"id\": {\"S.$\": \"$.id\"}, \"token\": {\"S.$\": \"$$.Task.Token\"}}",
                "{\"id\": \"0001\"}");
        execution.awaitOpenTask();
        String stored = tables.items("orders").get(0).at("/token/S").asText();

        bench.succeed(stored, "\"paid\"");

        assertThat(execution).succeeded().withOutput("\"paid\"");
    }

    /** Two public definitions write attributes so; what the service makes of them is inferred. */
    @Test
    void aBareTextIsATextAttributeAndNullIsNone() {
        run("dynamodb:putItem", ORDERS + ", \"Item\": {\"id.$\": \"$.id\", \"note\": null}", "{\"id\": \"0001\"}")
                .await();

        assertThat(tables.items("orders")).singleElement().hasToString("{\"id\":{\"S\":\"0001\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "dynamodb:putItem, DynamoDB.ConditionalCheckFailedException",
        "aws-sdk:dynamodb:putItem, DynamoDb.ConditionalCheckFailedException"
    })
    void aConditionThatDoesNotHoldIsAnErrorToCatch(String resource, String error) {
        tables.put("orders", ITEM);

        StartedExecution execution = run(
                resource, ORDERS + ", \"Item\": " + ITEM + ", \"ConditionExpression\": \"attribute_not_exists(id)\"");

        assertThat(execution).succeeded().visited("S", "Caught").withTextAt("/Error", error);
        assertThat(execution.await().output().orElseThrow()).contains("The conditional request failed (Service: ");
    }

    @ParameterizedTest
    @CsvSource({
        "dynamodb:getItem, DynamoDB.ResourceNotFoundException",
        "aws-sdk:dynamodb:getItem, DynamoDb.ResourceNotFoundException"
    })
    void aTableThatDoesNotExistIsAnErrorToCatch(String resource, String error) {
        StartedExecution execution = run(resource, "\"TableName\": \"missing\", \"Key\": {\"id\": {\"S\": \"1\"}}");

        assertThat(execution).succeeded().withTextAt("/Error", error);
        assertThat(execution.await().output().orElseThrow()).contains("Requested resource not found (Service: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dynamodb:putItem | \"TableName\": \"orders\", \"Item\": null | DynamoDB.AmazonDynamoDBException | Value null at 'item' failed to satisfy constraint: Member must not be null (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException; Request ID: ",
                "aws-sdk:dynamodb:putItem | \"TableName\": \"orders\", \"Item\": null | DynamoDb.DynamoDbException | Value null at 'item' failed",
                "dynamodb:putItem | \"TableName\": \"a b\", \"Item\": {} | DynamoDB.AmazonDynamoDBException | regular expression pattern: [a-zA-Z0-9_.-]+",
                "dynamodb:putItem | \"TableName\": \"orders\", \"Item\": {} | DynamoDB.AmazonDynamoDBException | Missing the key id in the item"
            })
    void whatTheServiceRefusesHasItsCommonName(String resource, String parameters, String error, String cause) {
        StartedExecution execution = run(resource, parameters);

        assertThat(execution).succeeded().withTextAt("/Error", error);
        assertThat(execution.await().output().orElseThrow()).contains(cause);
    }

    @Test
    void aNumberThatIsNoTextFailsTheState() {
        StartedExecution execution =
                run("dynamodb:putItem", ORDERS + ", \"Item\": {\"id\": {\"S\": \"0001\"}, \"cents\": {\"N\": 1999}}");

        assertThat(execution).failed().withError("States.Runtime");
        assertThat(execution.await().cause())
                .hasValueSatisfying(cause -> assertThat(cause).contains("must be a STRING"));
    }

    @Test
    void aLegacyParameterIsNotIgnored() {
        assertThat(run("dynamodb:getItem", KEY + ", \"AttributesToGet\": [\"id\"]"))
                .failed()
                .withError("States.Runtime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Key\": {}", "\"TableName\": \"orders\", \"Key\": {}, \"Items\": {}"})
    void parametersAreCheckedWhenTheMachineIsCreated(String parameters) {
        assertThatThrownBy(() -> run("dynamodb:getItem", parameters)).isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void aTableIsAskedForByItsName() {
        assertThatThrownBy(() -> tables.items("other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no table other, but [orders]");
        assertThatThrownBy(() -> tables.create("ab", "id")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tables.create("abc")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tables.put("orders", Map.of("x", Map.of("S", "y"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Missing the key id");
    }
}
