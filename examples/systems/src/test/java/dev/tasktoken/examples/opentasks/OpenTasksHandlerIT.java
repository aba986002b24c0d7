package dev.tasktoken.examples.opentasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.history.HistoryNotPermittedException;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenTasksHandlerIT {
    private static final String DEFINITION = """
            {"StartAt": "Wait", "States": {"Wait": {
              "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {"FunctionName": "taken", "Payload": {"token.$": "$$.Task.Token"}}, "End": true}}}""";

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final String machine;

    OpenTasksHandlerIT() {
        stepFunctions.functions().register("taken", payload -> "null");
        machine = stepFunctions.createStateMachine(DEFINITION);
    }

    @AfterEach
    void close() {
        stepFunctions.close();
    }

    @Test
    void logsEachTaskThatWaitsForTooLongAndCountsThem() throws Exception {
        StartedExecution execution = stepFunctions.startExecution(machine, "{}");
        String token = execution.awaitOpenTask();

        assertThat(run(Duration.ZERO)).isEqualTo(1);

        List<String> lines = lines();
        assertThat(lines).hasSize(3).noneMatch(line -> line.contains(token));
        assertThat(lines.get(0)).contains("Wait", execution.arn(), " waits since ");
        JsonNode metric = JsonMapper.builder().build().readTree(lines.get(1));
        assertThat(metric.path("OpenTasks").asInt()).isEqualTo(1);
        assertThat(machine).endsWith(":" + metric.path("StateMachine").asText());
        assertThat(metric.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("tasktoken");
        assertThat(metric.at("/_aws/CloudWatchMetrics/0/Dimensions/0/0").asText())
                .isEqualTo("StateMachine");
        assertThat(metric.at("/_aws/CloudWatchMetrics/0/Metrics/0/Name").asText())
                .isEqualTo("OpenTasks");
    }

    @Test
    void reportsZeroWhenNoTaskHasWaitedSoLong() {
        stepFunctions.startExecution(machine, "{}").awaitOpenTask();

        assertThat(run(Duration.ofHours(1))).isZero();

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).contains("\"OpenTasks\":0");
    }

    @Test
    void failsWhenItMayNotRead() {
        stepFunctions.faults().inject(Fault.accessDenied().operations("ListExecutions"));

        assertThatThrownBy(() -> run(Duration.ZERO)).isInstanceOf(HistoryNotPermittedException.class);
    }

    @SuppressWarnings("NullAway") // the handler takes a context that it does not use
    private int run(Duration limit) {
        PrintStream log = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new OpenTasksHandler(stepFunctions.client(), machine, limit, log).handleRequest(null, null);
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
