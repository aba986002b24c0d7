package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.history.HistoryNotFoundException;
import dev.tasktoken.history.HistoryNotPermittedException;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTaskNotFoundException;
import dev.tasktoken.history.OpenTasks;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Open tasks, found in the histories of executions that run, and answered without the message. */
class OpenTasksIT {
    private static final String ORDER = "{\"orderId\": \"0001\", \"customerId\": \"c1\", \"orderDate\": \"d\","
            + " \"amount\": \"9.99\", \"nameOnCard\": \"N\", \"creditCardNumber\": \"4\", \"expiry\": \"12/29\","
            + " \"cvv\": \"123\"}";

    private final Workbench bench = Workbench.withQueues();
    private final String queueUrl = Queues.create();
    private final Map<String, String> values = Map.of("QueueUrl", queueUrl, "TopicArn", bench.topicArn);
    private final TokenResponder responder = TokenResponder.of(bench.sfn);
    private final OpenTasks open =
            OpenTasks.builder(bench.sfn).callsPerSecond(1_000).build();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anApprovalIsAnsweredWithoutAStore() {
        String execution = bench.run(
                "{\"StartAt\": \"Approve\", \"States\": {\"Approve\": {"
                        + bench.waiting("\"TimeoutSeconds\": 600, \"HeartbeatSeconds\": 60, \"End\": true") + "}}}",
                "{}");
        bench.token();

        OpenTask task = open.in(execution).state("Approve");
        AnswerOutcome outcome = responder.succeed(task, Map.of("approved", true));

        assertThat(outcome).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(task.deadline()).contains(task.scheduledAt().plusSeconds(600));
        assertThat(task.heartbeatInterval()).contains(Duration.ofSeconds(60));
        assertThat(bench.ended(execution).output()).contains("{\"approved\":true}");
        assertThat(responder.succeed(task, Map.of())).isNotEqualTo(AnswerOutcome.ACCEPTED);
        assertThatThrownBy(() -> open.in(execution).state("Approve")).isInstanceOf(OpenTaskNotFoundException.class);
    }

    @Test
    void callbackPatternIsRecovered() {
        recover(Definitions.system("callback-pattern", values), "{}", "{}");
    }

    @Test
    void paymentIsRecovered() {
        recover(Definitions.system("payment", values), ORDER, "\"paid\"");
    }

    @Test
    void externalSystemIsRecovered() {
        recover(Definitions.system("external-system", values), "{\"n\": 1}", "{\"done\": true}");
    }

    @Test
    void orderApprovalIsRecovered() {
        bench.stepFunctions.functions().register("process", order -> order);
        bench.stepFunctions.functions().register("store", payload -> "null");
        bench.stepFunctions.functions().register("complete", order -> order);
        String definition = Definitions.system(
                "order-approval",
                Map.of(
                        "ProcessOrderFunction", "process",
                        "StoreTaskTokenFunction", "store",
                        "CompleteOrderFunction", "complete"));

        recover(definition, "{\"OrderId\": \"0001\"}", "{\"OrderId\": \"0001\"}");
    }

    @Test
    void threeIntegrationsAreRecoveredOneAfterTheOther() {
        bench.stepFunctions.functions().register("direct", payload -> "null");
        String definition = Definitions.system(
                "three-integrations",
                Map.of("QueueUrl", queueUrl, "TopicArn", bench.topicArn, "FunctionName", "direct"));
        String execution = bench.run(definition, "{}");

        for (String resource : List.of("sqs:sendMessage", "lambda:invoke", "sns:publish")) {
            bench.token();
            OpenTask task = only(execution);
            assertThat(task.resource()).isEqualTo(resource);
            responder.succeed(task, 42);
        }

        assertThat(bench.ended(execution).succeeded()).isTrue();
    }

    @Test
    void aScanFollowsALongHistoryPageByPage() {
        String definition = "{\"StartAt\": \"Count\", \"States\": {\"Count\": {\"Type\": \"Pass\", \"Parameters\":"
                + " {\"n.$\": \"States.MathAdd($.n, 1)\"}, \"Next\": \"More\"}, \"More\": {\"Type\": \"Choice\","
                + " \"Choices\": [{\"Variable\": \"$.n\", \"NumericLessThan\": 600, \"Next\": \"Count\"}],"
                + " \"Default\": \"S\"}, \"S\": {" + bench.waiting("\"End\": true") + "}}}";
        String execution = bench.run(definition, "{\"n\": 0}");
        String token = bench.token();

        assertThat(bench.history(execution)).hasSize(1000);
        assertThat(only(execution).taskToken().value()).isEqualTo(token);
    }

    @Test
    void aMissingPermissionAndAnUnknownExecutionAreNamed() {
        String execution = bench.runWaiting("\"End\": true");
        bench.stepFunctions
                .faults()
                .inject(Fault.accessDenied().operations("GetExecutionHistory").times(1));

        assertThatThrownBy(() -> open.in(execution))
                .isInstanceOf(HistoryNotPermittedException.class)
                .hasMessageContaining("states:GetExecutionHistory")
                .hasMessageNotContaining(TaskTokens.PREFIX);
        assertThatThrownBy(() -> open.in(execution + "x")).isInstanceOf(HistoryNotFoundException.class);
        assertThatThrownBy(() -> open.in("none")).isInstanceOf(HistoryNotFoundException.class);
        assertThatThrownBy(() -> open.of("arn:aws:states:us-east-1:123456789012:stateMachine:none").stream()
                        .toList())
                .isInstanceOf(HistoryNotFoundException.class);
    }

    private void recover(String definition, String input, String output) {
        String execution = bench.run(definition, input);
        bench.token();

        OpenTask task = only(execution);
        bench.succeed(task.taskToken().value(), output);

        assertThat(task.problem()).isEmpty();
        assertThat(bench.ended(execution).succeeded()).isTrue();
    }

    private OpenTask only(String execution) {
        List<OpenTask> tasks = open.in(execution).tasks();
        assertThat(tasks).hasSize(1);
        return tasks.get(0);
    }
}
