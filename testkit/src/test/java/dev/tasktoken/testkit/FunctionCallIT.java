package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** A function's own ARN as the Resource of a task. */
class FunctionCallIT {
    private final Workbench bench = Workbench.start();
    private final LocalFunctions functions = bench.stepFunctions.functions();

    @AfterEach
    void close() {
        bench.close();
    }

    private static String calling(String arn, String more) {
        return "\"Type\": \"Task\", \"Resource\": \"" + arn + "\", " + more;
    }

    @Test
    void theInputIsTheEventAndTheResultTheOutput() {
        String arn = functions.register("f", event -> "{\"twice\":[" + event + "," + event + "]}");

        LocalExecution ended = bench.ended(bench.run(Definitions.of(calling(arn, "\"End\": true")), "{\"n\":1.50}"));

        assertThat(ended.output()).contains("{\"twice\":[{\"n\":1.50},{\"n\":1.50}]}");
    }

    @Test
    void parametersAndResultPathApply() {
        String arn = functions.register("f", event -> event);
        String fields = "\"Parameters\": {\"order.$\": \"$.id\"}, \"ResultPath\": \"$.checked\", \"End\": true";

        LocalExecution ended =
                bench.ended(bench.run(Definitions.of(calling(arn + ":live", fields)), "{\"id\":\"0001\"}"));

        assertThat(ended.output()).contains("{\"id\":\"0001\",\"checked\":{\"order\":\"0001\"}}");
    }

    @Test
    void argumentsAndOutputApplyInJsonata() {
        String arn = functions.register("f", event -> event);
        String fields = "\"QueryLanguage\": \"JSONata\", \"Arguments\": {\"order\": \"{% $states.input.id %}\"},"
                + " \"Output\": \"{% $states.result.order %}\", \"End\": true";

        LocalExecution ended = bench.ended(bench.run(Definitions.of(calling(arn, fields)), "{\"id\":\"0001\"}"));

        assertThat(ended.output()).contains("\"0001\"");
    }

    @Test
    void aResultThatIsTooLargeIsAFailureOfTheFunctionAndCaught() {
        String arn = functions.register("big", event -> "\"" + "x".repeat(262_144) + "\"");
        String execution = bench.run(
                Definitions.withCaught(calling(
                        arn, "\"End\": true, \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}]")),
                "{}");

        assertThat(bench.ended(execution).output().orElseThrow())
                .startsWith("{\"Error\":\"States.DataLimitExceeded\",\"Cause\":\"The state/task '" + arn + "'");
        assertThat(bench.eventTypes(execution)).contains("LambdaFunctionFailed");
    }

    @Test
    void theHistoryHasLambdasOwnEvents() {
        String arn = functions.register("f", event -> "42");
        String execution =
                bench.run(Definitions.of(calling(arn, "\"TimeoutSeconds\": 60, \"End\": true")), "{\"n\":1}");
        bench.ended(execution);

        List<HistoryEvent> events = bench.history(execution);

        assertThat(events)
                .extracting(HistoryEvent::typeAsString)
                .isEqualTo(TaskEvents.inSuccess(
                        "LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded"));
        assertThat(events).extracting(HistoryEvent::previousEventId).containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 6L);
        assertThat(events.get(2).lambdaFunctionScheduledEventDetails().resource())
                .isEqualTo(arn);
        assertThat(events.get(2).lambdaFunctionScheduledEventDetails().input()).isEqualTo("{\"n\":1}");
        assertThat(events.get(2).lambdaFunctionScheduledEventDetails().timeoutInSeconds())
                .isEqualTo(60);
        assertThat(events.get(4).lambdaFunctionSucceededEventDetails().output()).isEqualTo("42");
    }

    @Test
    void anExceptionIsCaughtByItsClassName() {
        String arn = functions.register("f", event -> {
            throw new IOException("down");
        });
        String execution = bench.run(
                Definitions.withCaught(
                        calling(
                                arn,
                                "\"Catch\": [{\"ErrorEquals\": [\"java.io.IOException\"], \"Next\": \"Caught\"}], \"End\": true")),
                "{}");

        assertThat(bench.ended(execution).output().orElseThrow()).contains("\"Error\":\"java.io.IOException\"");
        HistoryEvent failed = bench.history(execution).get(4);
        assertThat(failed.typeAsString()).isEqualTo("LambdaFunctionFailed");
        assertThat(failed.lambdaFunctionFailedEventDetails().error()).isEqualTo("java.io.IOException");
        assertThat(failed.lambdaFunctionFailedEventDetails().cause()).contains("\"errorMessage\":\"down\"");
    }

    @Test
    void aFunctionThatTakesTooLongTimesOut() {
        String arn = functions.register("f", event -> {
            bench.advance(6);
            return "1";
        });
        String execution = bench.run(Definitions.of(calling(arn, "\"TimeoutSeconds\": 5, \"End\": true")), "{}");

        assertThat(bench.ended(execution).error()).contains("States.Timeout");
        assertThat(bench.history(execution).get(4).typeAsString()).isEqualTo("LambdaFunctionTimedOut");
        assertThat(bench.history(execution)
                        .get(4)
                        .lambdaFunctionTimedOutEventDetails()
                        .error())
                .isEqualTo("States.Timeout");
    }

    @Test
    void aFunctionThatDoesNotExistFailsTheTaskUnderLambdasName() {
        LocalExecution ended = bench.ended(bench.run(
                Definitions.of(calling("arn:aws:lambda:us-east-1:123456789012:function:none", "\"End\": true")), "{}"));

        assertThat(ended.error()).contains("Lambda.ResourceNotFoundException");
    }

    @Test
    void theHistoryLeavesDataOutWhereAsked() {
        String arn = functions.register("f", event -> "\"secret\"");
        String execution = bench.run(Definitions.of(calling(arn, "\"End\": true")), "\"secret\"");
        bench.ended(execution);

        List<HistoryEvent> events = bench.sfn
                .getExecutionHistory(h -> h.executionArn(execution).includeExecutionData(false))
                .events();

        assertThat(events).hasSize(7);
        assertThat(events.toString()).contains(arn).doesNotContain("secret");
    }
}
