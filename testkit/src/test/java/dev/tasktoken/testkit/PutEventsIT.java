package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.testkit.integrations.LocalBuses;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code events:putEvents} to rules and targets in the JVM. */
class PutEventsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLACED = "{\"Source\": \"shop\", \"DetailType\": \"Order placed\", \"Detail\":"
            + " {\"id.$\": \"$.id\", \"token.$\": \"$$.Execution.Name\"}}";

    private final Workbench bench = Workbench.withQueues();
    private final LocalBuses buses = bench.stepFunctions.integrations().buses();

    @AfterEach
    void close() {
        bench.close();
    }

    private StartedExecution run(String resource, String entries) {
        return bench.stepFunctions.run(
                Definitions.withCaught("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::" + resource
                        + "\", \"Parameters\": {\"Entries\": [" + entries + "]}, \"Catch\": [{\"ErrorEquals\":"
                        + " [\"EventBridge.FailedEntry\"], \"Next\": \"Caught\"}], \"End\": true"),
                "{\"id\": \"0001\"}");
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    @Test
    void theResponseNumbersTheEvents() throws IOException {
        StartedExecution execution = run("events:putEvents", PLACED + ", " + PLACED);

        assertThat(execution).succeeded().withOutputAt("/FailedEntryCount", 0);
        JsonNode output = json(execution.await().output().orElseThrow());
        assertThat(output.size()).isEqualTo(2);
        assertThat(output.at("/Entries/1/EventId").asText())
                .isEqualTo(json(buses.published("default").get(1)).path("id").asText());
    }

    @Test
    void theEventHasTheServicesEnvelope() throws IOException {
        run(
                        "events:putEvents",
                        "{\"Source\": \"shop\", \"DetailType\": \"Order placed\", \"Detail\": \"{\\\"n\\\":1}\","
                                + " \"Resources\": [\"r\"], \"Time\": \"2026-01-02T03:04:05Z\"}")
                .await();

        JsonNode event = json(buses.published("default").get(0));

        assertThat(event.properties())
                .extracting(member -> member.getKey())
                .containsExactly(
                        "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail");
        assertThat(event.path("detail")).isEqualTo(json("{\"n\":1}"));
        assertThat(event.path("resources")).isEqualTo(json("[\"r\"]"));
        assertThat(event.path("time").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(event.path("account").asText()).isEqualTo("123456789012");
    }

    @Test
    void aWaitingTaskHandsItsTokenToAFunctionThatARuleNames() {
        bench.stepFunctions.functions().register("ship", event -> {
            bench.succeed(json(event).at("/detail/token").asText(), "\"shipped\"");
            return "null";
        });
        buses.rule("default", "{\"source\": [\"shop\"]}").toFunction("ship");

        StartedExecution execution = run(
                "events:putEvents.waitForTaskToken",
                "{\"Source\": \"shop\", \"DetailType\": \"Order placed\", \"Detail\": {\"token.$\": \"$$.Task.Token\"}}");

        assertThat(execution).succeeded().withOutput("\"shipped\"");
    }

    @Test
    void aRuleDeliversToEveryKindOfTarget() throws IOException {
        String queue = Queues.create();
        String machine = bench.create(Definitions.of("\"Type\": \"Succeed\""));
        buses.rule("default", "{\"detail-type\": [{\"prefix\": \"Order\"}]}")
                .toQueue(queue)
                .toTopic(bench.topicArn)
                .toStateMachine(machine);
        buses.rule("default", "{\"source\": [\"other\"]}").toFunction("nobody");

        run("events:putEvents", PLACED).await();

        String event = buses.published("default").get(0);
        assertThat(Queues.receive(queue).body()).isEqualTo(event);
        assertThat(bench.stepFunctions.topics().published(bench.topicArn))
                .singleElement()
                .satisfies(message -> assertThat(message.message()).isEqualTo(event));
        String started = bench.sfn
                .listExecutions(l -> l.stateMachineArn(machine))
                .executions()
                .get(0)
                .executionArn();
        assertThat(bench.stepFunctions.execution(started)).succeeded().withOutput(event);
    }

    @Test
    void aTargetThatCannotBeReachedFailsNothing() {
        buses.rule("default", "{\"source\": [\"shop\"]}")
                .toFunction("nobody")
                .toTopic("arn:aws:sns:us-east-1:123456789012:gone")
                .toStateMachine("arn:aws:states:us-east-1:123456789012:stateMachine:gone");

        assertThat(run("events:putEvents", PLACED)).succeeded().visited("S");
    }

    @Test
    void aBusIsNamedOrGivenByItsArn() {
        String arn = buses.create("orders");

        run("events:putEvents", PLACED.replace("{\"Source\"", "{\"EventBusName\": \"orders\", \"Source\""))
                .await();
        run("events:putEvents", PLACED.replace("{\"Source\"", "{\"EventBusName\": \"" + arn + "\", \"Source\""))
                .await();

        assertThat(arn).isEqualTo("arn:aws:events:us-east-1:123456789012:event-bus/orders");
        assertThat(buses.published("orders")).hasSize(2).isEqualTo(buses.published(arn));
        assertThat(buses.published("default")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"DetailType\": \"d\", \"Detail\": {}} | InvalidArgument | Parameter Source is not valid. Reason: Source is a required argument.",
                "{\"Source\": \"s\", \"Detail\": {}} | InvalidArgument | Parameter DetailType is not valid. Reason: DetailType is a required argument.",
                "{\"Source\": \"s\", \"DetailType\": \"d\", \"Detail\": \"text\"} | MalformedDetail | Detail is malformed.",
                "{\"Source\": \"s\", \"DetailType\": \"d\", \"Detail\": \"\\\"text\\\"\"} | MalformedDetail | Detail is malformed.",
                "{\"Source\": \"s\", \"DetailType\": \"d\", \"Detail\": {}, \"EventBusName\": \"gone\"} | InvalidArgument | Event bus gone does not exist."
            })
    void anEntryThatFailsFailsTheTaskWithTheResponse(String entry, String code, String message) throws IOException {
        StartedExecution execution = run("events:putEvents", PLACED + ", " + entry);

        assertThat(execution).succeeded().visited("S", "Caught").withTextAt("/Error", "EventBridge.FailedEntry");
        JsonNode cause = json(
                json(execution.await().output().orElseThrow()).path("Cause").asText());
        assertThat(cause.path("FailedEntryCount").asInt()).isEqualTo(1);
        assertThat(cause.at("/Entries/0").has("EventId")).isTrue();
        assertThat(cause.at("/Entries/1/ErrorCode").asText()).isEqualTo(code);
        assertThat(cause.at("/Entries/1/ErrorMessage").asText()).isEqualTo(message);
    }

    @Test
    void aMemberThatEntriesDoNotHaveFailsTheState() {
        assertThat(run("events:putEvents", "{\"Sources\": \"s\"}")).failed().withError("States.Runtime");
    }

    @Test
    void whatIsNotThereIsRefusedAtOnce() {
        assertThatThrownBy(() -> buses.rule("gone", "{\"source\": [\"x\"]}"))
                .hasMessageContaining("there is no bus gone");
        assertThatThrownBy(() -> buses.rule("default", "no JSON")).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> buses.create("a b")).hasMessageContaining("not the name of a bus");
        LocalBuses.Rule rule = buses.rule("default", "{\"source\": [\"x\"]}");
        assertThatThrownBy(() -> rule.toFunction("a b")).isInstanceOf(IllegalArgumentException.class);
        try (LocalStepFunctions withoutQueues = LocalStepFunctions.start()) {
            LocalBuses.Rule other = withoutQueues.integrations().buses().rule("default", "{\"source\": [\"x\"]}");
            assertThatThrownBy(() -> other.toQueue("http://localhost/q")).isInstanceOf(IllegalStateException.class);
        }
    }
}
