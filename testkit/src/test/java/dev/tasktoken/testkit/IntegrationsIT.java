package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.testkit.integrations.IntegrationException;
import dev.tasktoken.testkit.integrations.LocalIntegrations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;

/** Any resource as a function of the test's. */
class IntegrationsIT {
    private final Workbench bench = Workbench.start();
    private final LocalIntegrations integrations = bench.stepFunctions.integrations();

    @AfterEach
    void close() {
        bench.close();
    }

    private static String calling(String resource, String more) {
        return "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::" + resource + "\", " + more;
    }

    private static String machine(String resource, String more) {
        return Definitions.of(calling(resource, more));
    }

    @Test
    void theRequestIsWhatTheStateMakesAndTheResponseItsResult() {
        integrations.on("aws-sdk:s3:headObject", request -> Map.of("Asked", request.get("Key"), "ContentLength", 12));
        String fields = "\"Parameters\": {\"Bucket\": \"b\", \"Key.$\": \"$.key\"}, \"End\": true";

        StartedExecution execution =
                bench.stepFunctions.run(machine("aws-sdk:s3:headObject", fields), Map.of("key", "k"));

        assertThat(execution).succeeded().withOutput("{\"Asked\": \"k\", \"ContentLength\": 12}");
        assertThat(integrations.calls("aws-sdk:s3:headObject"))
                .singleElement()
                .satisfies(call -> assertThat(call.request()).hasToString("{\"Bucket\":\"b\",\"Key\":\"k\"}"))
                .hasToString("IntegrationCall[aws-sdk:s3:headObject]");
    }

    @Test
    void aResponseIsJsonTextOrAnythingOrNothing() {
        integrations.on("aws-sdk:a:text", request -> "{\"a\": 1.50}").on("aws-sdk:a:nothing", request -> null);
        integrations.on("aws-sdk:a:plain", request -> "no JSON");

        assertThat(bench.stepFunctions.run(machine("aws-sdk:a:text", "\"End\": true"), "{}"))
                .succeeded()
                .withOutput("{\"a\": 1.50}");
        assertThat(bench.stepFunctions.run(machine("aws-sdk:a:nothing", "\"End\": true"), "{}"))
                .succeeded()
                .withOutput("{}");
        assertThat(bench.stepFunctions.run(machine("aws-sdk:a:plain", "\"End\": true"), "{}"))
                .succeeded()
                .withOutput("\"no JSON\"");
    }

    @Test
    void theHistorySpeaksOfServiceAndOperation() {
        integrations.on("aws-sdk:s3:headObject", request -> null);
        String execution = bench.run(machine("aws-sdk:s3:headObject", "\"TimeoutSeconds\": 5, \"End\": true"), "{}");
        bench.ended(execution);

        List<HistoryEvent> events = bench.history(execution);

        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .isEqualTo(TaskEvents.inSuccess("TaskScheduled", "TaskStarted", "TaskSucceeded"));
        assertThat(events.get(2).taskScheduledEventDetails().resourceType()).isEqualTo("aws-sdk:s3");
        assertThat(events.get(2).taskScheduledEventDetails().resource()).isEqualTo("headObject");
    }

    @Test
    void aWaitingTaskRecordsTheResponseAndEndsWithItsToken() {
        integrations.on("ecs:runTask", request -> Map.of("Tasks", List.of()));
        String fields = "\"Parameters\": {\"Token.$\": \"$$.Task.Token\"}, \"End\": true";
        StartedExecution execution = bench.stepFunctions.run(machine("ecs:runTask.waitForTaskToken", fields), "{}");
        String token = execution.awaitOpenTask();

        bench.succeed(token, "{\"paid\": true}");

        assertThat(execution).succeeded().withOutput("{\"paid\": true}");
        assertThat(bench.history(execution.arn()))
                .filteredOn(event -> event.typeAsString().equals("TaskSubmitted"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.taskSubmittedEventDetails().resource()).isEqualTo("runTask.waitForTaskToken");
                    assertThat(event.taskSubmittedEventDetails().output()).isEqualTo("{\"Tasks\":[]}");
                });
        assertThat(integrations.calls("ecs:runTask.waitForTaskToken")).hasSize(1);
        assertThat(integrations.calls("ecs:runTask")).hasSize(1);
        assertThat(integrations.calls("ecs:runTask.sync")).isEmpty();
    }

    @Test
    void aFunctionForTheWaitingFormIsNoneForThePlainOne() {
        integrations.on("events:putEvents.waitForTaskToken", request -> null);
        integrations.on("glue:startJobRun.sync", request -> null);

        assertThatThrownBy(() -> bench.create(machine("glue:startJobRun", "\"End\": true")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("on(\"glue:startJobRun\", request -> Map.of())");
    }

    @Test
    void aJobIsSubmittedAndItsEndIsTheResult() {
        integrations.on("glue:startJobRun.sync", request -> Map.of("JobRunState", "SUCCEEDED"));
        StartedExecution execution = bench.stepFunctions.run(machine("glue:startJobRun.sync", "\"End\": true"), "{}");

        assertThat(execution).succeeded().withOutput("{\"JobRunState\": \"SUCCEEDED\"}");
        assertThat(bench.eventTypes(execution.arn()))
                .containsSubsequence("TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited");
    }

    @Test
    void theTokenOfAJobEndsItBeforeTheJobDoes() {
        CountDownLatch answered = new CountDownLatch(1);
        integrations.on("glue:startJobRun.sync", request -> {
            bench.succeed(request.get("Token").asText(), "\"by token\"");
            answered.await();
            return Map.of();
        });
        String fields = "\"Parameters\": {\"Token.$\": \"$$.Task.Token\"}, \"End\": true";
        StartedExecution execution = bench.stepFunctions.run(machine("glue:startJobRun.sync", fields), "{}");

        assertThat(execution).succeeded().withOutput("\"by token\"");
        answered.countDown();
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
    }

    @Test
    void aPlainTaskHasNoToken() {
        integrations.on("ecs:runTask", request -> null);
        String fields = "\"Parameters\": {\"Token.$\": \"$$.Task.Token\"}, \"End\": true";

        assertThat(bench.stepFunctions.run(machine("ecs:runTask", fields), "{}"))
                .failed()
                .withError("States.Runtime");
    }

    @Test
    void anErrorIsCaughtUnderItsName() {
        integrations.on("glue:startJobRun", request -> {
            throw new IntegrationException(
                    "DynamoDB.ConditionalCheckFailedException", "The conditional request failed");
        });
        String fields = "\"Catch\": [{\"ErrorEquals\": [\"DynamoDB.ConditionalCheckFailedException\"],"
                + " \"Next\": \"Caught\"}], \"End\": true";
        StartedExecution execution =
                bench.stepFunctions.run(Definitions.withCaught(calling("glue:startJobRun", fields)), "{}");

        assertThat(execution)
                .succeeded()
                .withOutput(Map.of(
                        "Error",
                        "DynamoDB.ConditionalCheckFailedException",
                        "Cause",
                        "The conditional request failed"));
    }

    @Test
    void anSdksExceptionHasThePrefixOfTheIntegration() {
        InvalidTokenException refused = InvalidTokenException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("Sfn")
                        .errorMessage("no")
                        .build())
                .build();
        integrations.on("glue:startJobRun", request -> {
            throw refused;
        });
        integrations.on("aws-sdk:sqs:purgeQueue", request -> {
            throw refused;
        });
        integrations.on("aws-sdk:kms:sign", request -> {
            throw SdkClientException.create("down");
        });

        assertThat(bench.stepFunctions.run(machine("glue:startJobRun", "\"End\": true"), "{}"))
                .failed()
                .withError("Glue.InvalidTokenException");
        assertThat(bench.stepFunctions.run(machine("aws-sdk:sqs:purgeQueue", "\"End\": true"), "{}"))
                .failed()
                .withError("Sfn.InvalidTokenException");
        assertThat(bench.stepFunctions.run(machine("aws-sdk:kms:sign", "\"End\": true"), "{}"))
                .failed()
                .withError("Kms.SdkClientException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"glue:startJobRun", "glue:startJobRun.sync"})
    void aBugInTheFunctionIsNothingToCatch(String resource) {
        integrations.on(resource, request -> {
            throw new IllegalStateException("a secret");
        });
        String fields = "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}], \"End\": true";
        StartedExecution execution = bench.stepFunctions.run(Definitions.withCaught(calling(resource, fields)), "{}");

        assertThat(execution).failed().withError("States.Runtime");
        assertThat(execution.await().cause())
                .hasValueSatisfying(cause -> assertThat(cause)
                        .contains("java.lang.IllegalStateException")
                        .doesNotContain("secret"));
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnceWithTheLineToAdd() {
        String definition = "{\"StartAt\": \"A\", \"States\": {\"A\": {"
                + calling("aws-sdk:s3:getObject", "\"Next\": \"P\"")
                + "}, \"P\": {\"Type\": \"Parallel\", \"End\": true, \"Branches\": [{\"StartAt\": \"B\", \"States\":"
                + " {\"B\": {" + calling("glue:startJobRun.sync", "\"End\": true")
                + "}}}]}}}";

        assertThatThrownBy(() -> bench.create(definition))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("The resource provided arn:aws:states:::aws-sdk:s3:getObject is not supported by"
                        + " LocalStepFunctions (add stepFunctions.integrations().on(\"aws-sdk:s3:getObject\","
                        + " request -> Map.of())) at /States/A/Resource, SCHEMA_VALIDATION_FAILED: ")
                .hasMessageContaining("on(\"glue:startJobRun.sync\", request -> Map.of())) at"
                        + " /States/P/Branches[0]/States/B/Resource");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dynamodb:putItem.waitForTaskToken",
                "dynamodb:query",
                "lambda:invoke.sync",
                "aws-sdk:s3:getObject.sync",
                "glue:startJobRun.sync:2"
            })
    void whatStepFunctionsDoesNotHaveIsRefused(String resource) {
        assertThatThrownBy(() -> integrations.on(resource, request -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Step Functions has no " + resource);
        assertThatThrownBy(() -> bench.create(machine(resource, "\"End\": true")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("(Step Functions has no " + resource + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dynamodb", "dynamodb:putItem.wait", "arn:aws:lambda:us-east-1:1:function:f", "a:b:c"})
    void aTextThatNamesNoResourceIsRefused(String resource) {
        assertThatThrownBy(() -> integrations.on(resource, request -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as in dynamodb:putItem");
    }

    @Test
    void aFunctionThatIsReplacedServesMachinesThatExist() {
        integrations.on("aws-sdk:a:b", request -> 1);
        String machine = bench.create(machine("aws-sdk:a:b", "\"End\": true"));

        integrations.on("arn:aws:states:::aws-sdk:a:b", request -> 2);

        assertThat(bench.stepFunctions.startExecution(machine, "{}"))
                .succeeded()
                .withOutput("2");
    }

    @Test
    void aTimeoutEndsATaskWhoseJobGoesOn() {
        integrations.on("glue:startJobRun.sync", request -> {
            Thread.sleep(Duration.ofDays(1).toMillis());
            return null;
        });
        StartedExecution execution =
                bench.stepFunctions.run(machine("glue:startJobRun.sync", "\"TimeoutSeconds\": 1, \"End\": true"), "{}");

        assertThat(execution).failed().withError("States.Timeout");
        assertThat(bench.eventTypes(execution.arn())).contains("TaskTimedOut");
    }

    @Test
    void theSdkPublishesWithoutMetadata() {
        String fields = "\"Parameters\": {\"TopicArn\": \"" + bench.topicArn + "\", \"Message\": \"m\"}, \"End\": true";

        StartedExecution execution = bench.stepFunctions.run(machine("aws-sdk:sns:publish", fields), "{}");

        assertThat(execution).succeeded();
        String id =
                bench.stepFunctions.topics().published(bench.topicArn).get(0).messageId();
        assertThat(execution).withOutput("{\"MessageId\": \"" + id + "\"}");
    }

    @Test
    void theSdkHasItsOwnNamesForErrors() {
        String fields = "\"Parameters\": {\"TopicArn\": \"gone\", \"Message\": \"m\"}, \"End\": true";

        assertThat(bench.stepFunctions.run(machine("aws-sdk:sns:publish", fields), "{}"))
                .failed()
                .withError("Sns.NotFoundException");
        assertThat(bench.stepFunctions.run(machine("sns:publish", fields), "{}"))
                .failed()
                .withError("SNS.NotFoundException");
    }
}
