package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** lambda:invoke, plain and waiting, with functions in this JVM. */
class LambdaInvokeIT {
    private static final String WAIT = ".waitForTaskToken";
    private static final String TOKEN = "\"Payload\": {\"token.$\": \"$$.Task.Token\"}";
    private static final String CATCH =
            "\"Catch\": [{\"ErrorEquals\": [\"java.io.IOException\"], \"Next\": \"Caught\"}], \"Next\": \"Caught\"";

    private final Workbench bench = Workbench.start();
    private final LocalFunctions functions = bench.stepFunctions.functions();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void thePlainResultIsTheServicesResponse() throws Exception {
        functions.register(
                "double",
                payload -> String.valueOf(
                        2 * Json.MAPPER.readTree(payload).get("n").intValue()));

        JsonNode result = result(bench.ended(bench.run(invoking("double", "\"Payload.$\": \"$\""), "{\"n\": 21}")));

        assertThat(result.get("ExecutedVersion").textValue()).isEqualTo("$LATEST");
        assertThat(result.get("Payload").intValue()).isEqualTo(42);
        assertThat(result.get("StatusCode").intValue()).isEqualTo(200);
        assertThat(result.at("/SdkHttpMetadata/HttpStatusCode").intValue()).isEqualTo(200);
        assertThat(result.at("/SdkResponseMetadata/RequestId").textValue()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Payload\": {\"a\": [1.50, null]} | {\"a\":[1.50,null]}",
                "\"Payload\": \"\\\"text\\\"\"          | \"text\"",
                "\"Payload\": \"{\\\"a\\\": 1}\"         | {\"a\": 1}",
                "\"Payload.$\": \"States.Format('\\\\{\\\"n\\\":{}\\\\}', $.n)\" | {\"n\":2}",
                "\"Payload\": \"null\"              | null",
                "\"Payload.$\": \"$.none\"          | {}",
                "\"ClientContext\": \"e30=\"        | {}"
            })
    void aFunctionReceivesJsonText(String parameters, String expected) {
        functions.register("f", payload -> "true");

        bench.ended(bench.run(invoking("f", parameters), "{\"none\": null, \"n\": 2}"));

        assertThat(functions.invocations("f"))
                .extracting(FunctionInvocation::payload)
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f",
                "f:live",
                "f:$LATEST",
                "function:f",
                "123456789012:function:f",
                "123456789012:function:f:7",
                "arn:aws:lambda:us-east-1:123456789012:function:f",
                "arn:aws:lambda:us-east-1:123456789012:function:f:live"
            })
    void aFunctionHasManyNames(String name) {
        functions.register("f", payload -> "\"ran\"");

        LocalExecution ended = bench.ended(bench.run(invoking(name, "\"Payload\": {}"), "{}"));

        assertThat(ended.output().orElseThrow()).contains("\"Payload\":\"ran\"");
    }

    @ParameterizedTest
    @CsvSource({"g, g:$LATEST", "g:live, g:live"})
    void theCauseOfAFunctionThatIsNotThereIsLambdasSentence(String name, String found) {
        LocalExecution ended = bench.ended(bench.run(invoking(name, "\"Payload\": {}"), "{}"));

        assertThat(ended.cause().orElseThrow())
                .startsWith("Function not found: arn:aws:lambda:us-east-1:123456789012:function:" + found
                        + " (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: ")
                .endsWith("; Proxy: null)");
    }

    @ParameterizedTest
    @CsvSource({
        "g,                                                '',     Lambda.ResourceNotFoundException",
        "arn:aws:lambda:eu-west-1:123456789012:function:f, '',     Lambda.ResourceNotFoundException",
        "999999999999:function:f,                          '',     Lambda.ResourceNotFoundException",
        "no such name,                                     '',     Lambda.AWSLambdaException",
        "f,                                                no one, Lambda.AWSLambdaException",
        "f:live,                                           test,   Lambda.InvalidParameterValueException"
    })
    void aFunctionThatCannotBeFoundFailsTheTaskUnderLambdasName(String name, String qualifier, String error) {
        functions.register("f", payload -> "1");
        String more = qualifier.isEmpty() ? "\"Payload\": {}" : "\"Qualifier\": \"" + qualifier + "\"";

        assertThat(bench.ended(bench.run(invoking(name, more), "{}")).error()).contains(error);
        assertThat(bench.ended(bench.run(invokingWith(WAIT, name, more), "{}")).error())
                .contains(error);
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
        assertThat(functions.invocations("f")).isEmpty();
    }

    @Test
    void aFunctionThatCannotBeFoundIsNamedBesideThoseThatAreThere() {
        functions.register("ship", payload -> "1");
        functions.register("charge", payload -> "1");

        StartedExecution execution = bench.stepFunctions.run(invoking("chrage", "\"Payload\": {}"), "{}");

        assertThatThrownBy(() -> StepFunctionsAssertions.assertThat(execution).succeeded())
                .hasMessageContaining("Function not found: arn:aws:lambda:us-east-1:123456789012:function:chrage")
                .hasMessageContaining("functions: [charge, ship]");
    }

    @Test
    void theSameQualifierTwiceIsOne() {
        functions.register("f", payload -> "1");

        LocalExecution ended = bench.ended(bench.run(invoking("f:live", "\"Qualifier\": \"live\""), "{}"));

        assertThat(ended.succeeded()).isTrue();
    }

    @Test
    void anExceptionIsReportedAsLambdasJavaRuntimeDoes() throws Exception {
        functions.register("f", payload -> {
            throw new IllegalStateException("no stock");
        });

        LocalExecution ended = bench.ended(bench.run(invoking("f", "\"Payload\": {}"), "{}"));

        JsonNode cause = Json.MAPPER.readTree(ended.cause().orElseThrow());
        assertThat(ended.error()).contains("java.lang.IllegalStateException");
        assertThat(cause.get("errorMessage").textValue()).isEqualTo("no stock");
        assertThat(cause.get("errorType").textValue()).isEqualTo("java.lang.IllegalStateException");
        assertThat(cause.at("/stackTrace/0").textValue()).contains("LambdaInvokeIT");
        assertThat(functions.invocations("f").get(0).error()).contains("java.lang.IllegalStateException");
    }

    @Test
    void anErrorIsAFunctionsFailureToo() {
        functions.register("f", payload -> {
            throw new StackOverflowError();
        });

        assertThat(bench.ended(bench.run(invoking("f", "\"Payload\": {}"), "{}"))
                        .error())
                .contains("java.lang.StackOverflowError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", WAIT})
    void aFunctionsErrorCanBeCaughtByItsClassName(String suffix) {
        functions.register("f", payload -> {
            throw new IOException("down");
        });
        String definition = Definitions.withCaught(state(suffix, "f", payloadFor(suffix)) + ", " + CATCH);

        LocalExecution ended = bench.ended(bench.run(definition, "{}"));

        assertThat(ended.output().orElseThrow()).contains("\"Error\":\"java.io.IOException\"");
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
    }

    @Test
    void aFunctionsErrorCanBeRetriedWithANewToken() {
        functions.register("f", payload -> {
            if (functions.invocations("f").isEmpty()) {
                throw new IOException("down");
            }
            return "null";
        });
        String definition = Definitions.of(
                state(WAIT, "f", TOKEN)
                        + ", \"Retry\": [{\"ErrorEquals\": [\"java.io.IOException\"], \"IntervalSeconds\": 60}], \"End\": true");

        String execution = bench.run(definition, "{}");
        bench.advance(0);
        bench.advance(61);
        bench.succeed(bench.token(), "42");

        assertThat(bench.ended(execution).output()).contains("42");
        assertThat(functions.invocations("f"))
                .extracting(FunctionInvocation::payload)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void aWaitingTasksReturnValueIsIgnored() {
        functions.register("f", payload -> "\"not this\"");
        String execution = bench.run(invokingWith(WAIT, "f", TOKEN), "{}");
        String token = bench.token();

        bench.succeed(token, "42");

        assertThat(bench.ended(execution).output()).contains("42");
        assertThat(functions.invocations("f").get(0).payload()).contains(token);
        assertThat(functions.invocations("f").toString())
                .contains("f, attempt 1")
                .doesNotContain(TaskTokens.PREFIX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "null"})
    void aWaitingTaskDoesNotMindWhatIsReturned(String result) {
        functions.register("f", payload -> result);
        String execution = bench.run(invokingWith(WAIT, "f", TOKEN), "{}");
        bench.succeed(bench.token(), "1");

        assertThat(bench.ended(execution).output()).contains("1");
    }

    @Test
    void aFunctionMayAnswerItsOwnTokenBeforeItReturns() {
        functions.register("f", payload -> {
            bench.succeed(token(payload), "42");
            return "null";
        });

        String execution = bench.run(invokingWith(WAIT, "f", TOKEN), "{}");

        assertThat(bench.ended(execution).output()).contains("42");
        assertThat(bench.eventTypes(execution))
                .isEqualTo(TaskEvents.inSuccess("TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"));
    }

    @Test
    void aFunctionThatFailsAfterItsAnswerHasAnswered() {
        functions.register("f", payload -> {
            bench.succeed(token(payload), "42");
            throw new IllegalStateException("too late");
        });

        assertThat(bench.ended(bench.run(invokingWith(WAIT, "f", TOKEN), "{}")).output())
                .contains("42");
    }

    @Test
    void aFunctionThatFailsClosesItsToken() {
        String[] seen = new String[1];
        functions.register("f", payload -> {
            seen[0] = token(payload);
            throw new IllegalStateException("no");
        });

        LocalExecution ended = bench.ended(bench.run(invokingWith(WAIT, "f", TOKEN), "{}"));

        assertThat(ended.error()).contains("java.lang.IllegalStateException");
        assertThatThrownBy(() -> bench.succeed(Objects.requireNonNull(seen[0]), "1"))
                .isInstanceOf(SfnException.class)
                .hasMessageContaining("Task Timed Out");
    }

    @Test
    void theHistoryNamesTheOptimizedIntegration() {
        functions.register("f", payload -> "{\"r\":1}");
        String execution = bench.run(invokingWith(WAIT, "f", TOKEN), "{}");
        bench.token();

        HistoryEvent submitted = bench.history(execution).get(4);

        assertThat(submitted.typeAsString()).isEqualTo("TaskSubmitted");
        assertThat(submitted.taskSubmittedEventDetails().resourceType()).isEqualTo("lambda");
        assertThat(submitted.taskSubmittedEventDetails().resource()).isEqualTo("invoke.waitForTaskToken");
        assertThat(submitted.taskSubmittedEventDetails().output())
                .contains("\"Payload\":{\"r\":1}", "\"StatusCode\":200");
    }

    @Test
    void anEventIsAcceptedAtOnceAndTriedThreeTimes() {
        functions.register("f", payload -> {
            throw new IllegalStateException("no");
        });
        String execution = bench.run(invokingWith(WAIT, "f", TOKEN + ", \"InvocationType\": \"Event\""), "{}");
        String token = bench.token();

        bench.advance(0);
        assertThat(functions.invocations("f")).hasSize(1);
        bench.advance(59);
        assertThat(functions.invocations("f")).hasSize(1);
        bench.advance(2);
        assertThat(functions.invocations("f")).hasSize(2);
        bench.advance(118);
        assertThat(functions.invocations("f")).hasSize(2);
        bench.advance(3);
        bench.advance(Duration.ofDays(2).toSeconds());

        assertThat(functions.invocations("f"))
                .extracting(FunctionInvocation::attempt)
                .containsExactly(1, 2, 3);
        assertThat(functions.invocations("f"))
                .extracting(FunctionInvocation::payload)
                .containsOnly("{\"token\":\"" + token + "\"}");
        assertThat(bench.history(execution).get(4).taskSubmittedEventDetails().output())
                .contains("\"StatusCode\":202");
        bench.succeed(token, "42");
        assertThat(bench.ended(execution).output()).contains("42");
    }

    @Test
    void anEventThatSucceedsAtTheSecondAttemptIsDone() {
        functions.register("f", payload -> {
            if (functions.invocations("f").isEmpty()) {
                throw new IllegalStateException("no");
            }
            bench.succeed(token(payload), "2");
            return "";
        });
        String execution = bench.run(invokingWith(WAIT, "f", TOKEN + ", \"InvocationType\": \"Event\""), "{}");
        bench.token();

        bench.advance(0);
        bench.advance(600);

        assertThat(bench.ended(execution).output()).contains("2");
        assertThat(functions.invocations("f"))
                .extracting(invocation -> invocation.error().isPresent())
                .containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource({"Event, 202, 1", "DryRun, 204, 0"})
    void otherInvocationTypesReturnTheStatusOnly(String type, int status, int runs) throws Exception {
        functions.register("f", payload -> "\"ignored\"");

        JsonNode result = result(bench.ended(bench.run(invoking("f", "\"InvocationType\": \"" + type + "\""), "{}")));
        bench.advance(0);

        assertThat(result.get("StatusCode").intValue()).isEqualTo(status);
        assertThat(result.at("/SdkHttpMetadata/HttpStatusCode").intValue()).isEqualTo(status);
        assertThat(result.toString()).doesNotContain("ignored");
        assertThat(functions.invocations("f")).hasSize(runs);
    }

    @Test
    void anUnknownInvocationTypeFailsTheTask() {
        functions.register("f", payload -> "1");

        assertThat(bench.ended(bench.run(invoking("f", "\"InvocationType\": \"Later\""), "{}"))
                        .error())
                .contains("Lambda.AWSLambdaException");
    }

    @ParameterizedTest
    @CsvSource({"LogLevel, Tail", "TenantId, t"})
    void aParameterStepFunctionsDoesNotKnowIsRefusedByName(String name, String value) {
        String definition = invoking("f", "\"" + name + "\": \"" + value + "\"");

        assertThatThrownBy(() -> bench.create(definition))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void aResultLargerThanTheWorkflowsLimitFailsThePlainTask() {
        functions.register("f", payload -> "\"" + "x".repeat(262_144) + "\"");

        String execution = bench.run(invoking("f", "\"Payload\": {}"), "{}");

        assertThat(bench.ended(execution).error()).contains("States.DataLimitExceeded");
        assertThat(bench.ended(execution).cause())
                .contains("The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes"
                        + " service limit.");
        assertThat(bench.eventTypes(execution)).endsWith("TaskStarted", "TaskFailed", "ExecutionFailed");
    }

    @Test
    void aTextThatIsNotJsonIsNoPayload() {
        functions.register("f", payload -> "true");

        assertThat(bench.ended(bench.run(invoking("f", "\"Payload\": \"no JSON\""), "{}"))
                        .error())
                .contains("Lambda.InvalidRequestContentException");
        assertThat(functions.invocations("f")).isEmpty();
    }

    @Test
    void theLogIsReturnedWhereItIsAskedFor() {
        functions.register("f", payload -> "true");

        String tail = bench.ended(bench.run(invoking("f", "\"LogType\": \"Tail\""), "{}"))
                .output()
                .orElseThrow();
        String none = bench.ended(bench.run(invoking("f", "\"LogType\": \"None\""), "{}"))
                .output()
                .orElseThrow();

        assertThat(tail).containsPattern("\"LogResult\":\"[A-Za-z0-9+/=]+\"");
        assertThat(none).doesNotContain("LogResult");
        assertThat(bench.ended(bench.run(invoking("f", "\"LogType\": \"All\""), "{}"))
                        .error())
                .contains("Lambda.AWSLambdaException");
    }

    @Test
    void aFunctionNameThatIsNullIsTheServicesToRefuse() {
        String execution = bench.run(
                invoking("f", "\"Payload\": {}").replace("\"FunctionName\": \"f\"", "\"FunctionName.$\": \"$.none\""),
                "{\"none\": null}");

        assertThat(bench.ended(execution).error()).contains("Lambda.AWSLambdaException");
    }

    @Test
    void theHeartbeatsClockStartsWhenTheFunctionHasReturned() {
        functions.register("f", payload -> {
            String token = token(payload);
            bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token));
            bench.advance(100);
            return "null";
        });
        String execution =
                bench.run(Definitions.of(state(WAIT, "f", TOKEN) + ", \"HeartbeatSeconds\": 10, \"End\": true"), "{}");

        bench.token();
        assertThat(bench.history(execution)).hasSize(5);
        bench.advance(11);

        assertThat(bench.ended(execution).error()).contains("States.Timeout");
    }

    @Test
    void aFunctionThatTakesTooLongTimesOutAndIsIgnored() {
        functions.register("f", payload -> {
            bench.advance(61);
            return "null";
        });
        String execution = bench.run(
                Definitions.of(state("", "f", "\"Payload\": {}") + ", \"TimeoutSeconds\": 60, \"End\": true"), "{}");

        assertThat(bench.ended(execution).error()).contains("States.Timeout");
    }

    @Test
    void slowFunctionsHoldNobodyUp() throws Exception {
        CountDownLatch running = new CountDownLatch(40);
        CountDownLatch mayReturn = new CountDownLatch(1);
        functions.register("slow", payload -> {
            running.countDown();
            mayReturn.await();
            return "1";
        });
        functions.register("fast", payload -> "2");
        String machine = bench.create(invoking("slow", "\"Payload\": {}"));
        for (int i = 0; i < 40; i++) {
            bench.sfn.startExecution(e -> e.stateMachineArn(machine));
        }
        running.await();

        assertThat(bench.ended(bench.run(invoking("fast", "\"Payload\": {}"), "{}"))
                        .succeeded())
                .isTrue();
        mayReturn.countDown();
        bench.advance(0);
        assertThat(functions.invocations("slow")).hasSize(40);
    }

    @Test
    void closingInterruptsAFunctionThatStillRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Workbench other = Workbench.start()) {
            other.stepFunctions.functions().register("f", payload -> {
                running.countDown();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    interrupted.countDown();
                }
                return "1";
            });
            other.run(invoking("f", "\"Payload\": {}"), "{}");
            running.await();
        }

        interrupted.await();
    }

    @Test
    void registeringAgainReplacesTheFunction() {
        String first = functions.register("f", payload -> "1");
        String second = functions.register("f", payload -> "2");

        LocalExecution ended = bench.ended(bench.run(invoking("f", "\"Payload\": {}"), "{}"));

        assertThat(second).isEqualTo(first).isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:f");
        assertThat(ended.output().orElseThrow()).contains("\"Payload\":2");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> functions.register("a b", payload -> "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a b");
        assertThatThrownBy(() -> functions.invocations("none")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String payloadFor(String suffix) {
        return suffix.isEmpty() ? "\"Payload\": {}" : TOKEN;
    }

    private static String token(String payload) throws Exception {
        return Json.MAPPER.readTree(payload).get("token").textValue();
    }

    private static JsonNode result(LocalExecution ended) throws Exception {
        return Json.MAPPER.readTree(ended.output().orElseThrow());
    }

    private static String invoking(String function, String parameters) {
        return invokingWith("", function, parameters);
    }

    private static String invokingWith(String suffix, String function, String parameters) {
        return Definitions.of(state(suffix, function, parameters) + ", \"End\": true");
    }

    private static String state(String suffix, String function, String parameters) {
        return "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke" + suffix
                + "\", \"Parameters\": {\"FunctionName\": \"" + function + "\", " + parameters + "}";
    }
}
