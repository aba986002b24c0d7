package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveFilter;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** StartExecution, DescribeExecution, ListExecutions and StopExecution. */
class ExecutionsIT {
    private static final String MACHINES = "arn:aws:states:us-east-1:123456789012:stateMachine:";

    private final Workbench bench = Workbench.start();
    private final String machine = bench.create(Definitions.of(bench.waiting("\"End\": true")));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void startingARunningExecutionAgainIsTheSameExecution() {
        String first = start("one", "{\"n\":1}");

        assertThat(start("one", "{\"n\":1}")).isEqualTo(first);
        assertThat(bench.sfn.listExecutions(l -> l.stateMachineArn(machine)).executions())
                .hasSize(1);
    }

    @Test
    void aNameIsTakenByAnExecutionWithAnotherInputOrOneThatEnded() {
        start("one", "{\"n\":1}");
        assertThatThrownBy(() -> start("one", "{\"n\":2}")).isInstanceOf(ExecutionAlreadyExistsException.class);
        bench.succeed(bench.token(), "1");

        assertThatThrownBy(() -> start("one", "{\"n\":1}"))
                .isInstanceOf(ExecutionAlreadyExistsException.class)
                .hasMessageContaining("Execution Already Exists: 'arn:");
    }

    @Test
    void refusesWhatCannotBeStarted() {
        assertThatThrownBy(() -> start("a b", "{}")).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> start("n".repeat(81), "{}")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> start("one", "{")).isInstanceOf(InvalidExecutionInputException.class);
        assertThatThrownBy(() -> start("one", "\"" + "x".repeat(262_143) + "\""))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> bench.sfn.startExecution(e -> e.stateMachineArn(MACHINES + "none")))
                .isInstanceOf(StateMachineDoesNotExistException.class);
        assertThatThrownBy(() -> bench.sfn.startExecution(e -> e.stateMachineArn("none")))
                .isInstanceOf(InvalidArnException.class);
    }

    @Test
    void theInputIsAnEmptyObjectByDefault() {
        String execution =
                bench.sfn.startExecution(e -> e.stateMachineArn(machine)).executionArn();

        assertThat(describe(execution).input()).isEqualTo("{}");
    }

    @Test
    void describesAnExecutionBeforeAndAfterItsEnd() {
        String execution = start("one", "{\"n\":1}");
        DescribeExecutionResponse running = describe(execution);
        bench.succeed(bench.token(), "{\"r\":2}");

        DescribeExecutionResponse ended = describe(execution);

        assertThat(running.status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(running.stopDate()).isNull();
        assertThat(running.output()).isNull();
        assertThat(running.stateMachineArn()).isEqualTo(machine);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(ended.input()).isEqualTo("{\"n\":1}");
        assertThat(ended.output()).isEqualTo("{\"r\":2}");
        assertThat(ended.stopDate()).isAfterOrEqualTo(ended.startDate());
    }

    @Test
    void anExecutionThatTimedOutIsDescribedWithoutItsError() {
        String execution = bench.run(
                "{\"StartAt\": \"S\", \"TimeoutSeconds\": 5, \"States\": {\"S\": {" + bench.waiting("\"End\": true")
                        + "}}}",
                "{}");
        bench.token();
        bench.advance(6);

        assertThat(bench.ended(execution).error()).contains("States.Timeout");
        assertThat(describe(execution).status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(describe(execution).error()).isNull();
        assertThat(describe(execution).cause()).isNull();
    }

    @Test
    void saysWhetherAnExecutionCouldBeRedriven() {
        String succeeded = start("succeeded", "{}");
        assertThat(describe(succeeded).redriveStatusAsString()).isEqualTo("NOT_REDRIVABLE");
        assertThat(describe(succeeded).redriveStatusReason()).isEqualTo("Execution is RUNNING and cannot be redriven");
        bench.succeed(bench.token(), "1");
        String failed = start("failed", "{}");
        bench.fail(bench.token(), "Mine", "because");

        assertThat(describe(succeeded).redriveStatusReason())
                .isEqualTo("Execution is SUCCEEDED and cannot be redriven");
        assertThat(describe(failed).redriveStatusAsString()).isEqualTo("REDRIVABLE");
        assertThat(describe(failed).redriveStatusReason()).isNull();
        assertThat(bench.sfn
                        .listExecutions(list -> list.stateMachineArn(machine))
                        .executions())
                .extracting(ExecutionListItem::redriveCount)
                .containsExactly(0, 0);
    }

    @Test
    void takesTheServicesLongestPageToken() {
        assertThatThrownBy(() -> bench.sfn.listExecutions(
                        list -> list.stateMachineArn(machine).nextToken("x".repeat(3096))))
                .isInstanceOf(InvalidTokenException.class);
        assertThatThrownBy(() -> bench.sfn.listExecutions(
                        list -> list.stateMachineArn(machine).nextToken("x".repeat(3097))))
                .hasMessageContaining("less than or equal to 3096");
    }

    @Test
    void unknownExecutionsDoNotExist() {
        String unknown = "arn:aws:states:us-east-1:123456789012:execution:m:none";

        assertThatThrownBy(() -> describe(unknown)).isInstanceOf(ExecutionDoesNotExistException.class);
        assertThatThrownBy(() -> describe(machine)).isInstanceOf(InvalidArnException.class);
        assertThatThrownBy(() -> bench.sfn.stopExecution(s -> s.executionArn(unknown)))
                .isInstanceOf(ExecutionDoesNotExistException.class);
        assertThatThrownBy(() -> bench.sfn.getExecutionHistory(h -> h.executionArn(unknown)))
                .isInstanceOf(ExecutionDoesNotExistException.class);
        assertThatThrownBy(() -> bench.stepFunctions.awaitExecution(unknown, Workbench.SOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stoppingAnExecutionThatEndedChangesNothing() {
        String execution = start("one", "{}");
        bench.succeed(bench.token(), "1");

        bench.sfn.stopExecution(s -> s.executionArn(execution).error("Late"));

        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bench.ended(execution).error()).isEmpty();
    }

    @Test
    void stopHasTheLimitsOfAFailure() {
        String execution = start("one", "{}");

        assertThatThrownBy(() ->
                        bench.sfn.stopExecution(s -> s.executionArn(execution).error("e".repeat(257))))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() ->
                        bench.sfn.stopExecution(s -> s.executionArn(execution).cause("c".repeat(32_769))))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        for (int i = 0; i < 5; i++) {
            start("e" + i, "{}");
        }

        List<List<String>> pages = new ArrayList<>();
        bench.sfn
                .listExecutionsPaginator(l -> l.stateMachineArn(machine).maxResults(2))
                .forEach(page -> pages.add(
                        page.executions().stream().map(ExecutionListItem::name).toList()));

        assertThat(pages).containsExactly(List.of("e4", "e3"), List.of("e2", "e1"), List.of("e0"));
    }

    @Test
    void listsByStatus() {
        start("open", "{}");
        bench.token();
        start("closed", "{}");
        bench.succeed(bench.token(), "1");

        assertThat(bench.sfn
                        .listExecutions(l -> l.stateMachineArn(machine).statusFilter(ExecutionStatus.SUCCEEDED))
                        .executions())
                .extracting(ExecutionListItem::name)
                .containsExactly("closed");
        assertThatThrownBy(() ->
                        bench.sfn.listExecutions(l -> l.stateMachineArn(machine).statusFilter("DONE")))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void listsByExactlyOneOfAMachineAndAMapRun() {
        String run = "arn:aws:states:us-east-1:123456789012:mapRun:m/Each:none";

        assertThatThrownBy(() -> bench.sfn.listExecutions(l -> l.maxResults(1)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() ->
                        bench.sfn.listExecutions(l -> l.stateMachineArn(machine).mapRunArn(run)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> bench.sfn.listExecutions(l -> l.mapRunArn(run)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> bench.sfn.listExecutions(
                        l -> l.stateMachineArn(machine).redriveFilter(ExecutionRedriveFilter.REDRIVEN)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> bench.sfn.listExecutions(
                        l -> l.stateMachineArn(machine).statusFilter(ExecutionStatus.PENDING_REDRIVE)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void describesTheMachineOfAnExecution() {
        String execution = start("one", "{}");

        DescribeStateMachineForExecutionResponse described =
                bench.sfn.describeStateMachineForExecution(d -> d.executionArn(execution));

        assertThat(described.stateMachineArn()).isEqualTo(machine);
        assertThat(described.definition()).contains("waitForTaskToken");
        assertThat(described.updateDate())
                .isEqualTo(bench.sfn
                        .describeStateMachine(d -> d.stateMachineArn(machine))
                        .creationDate());
    }

    @Test
    void aPageTokenHoldsForItsOwnListOnly() {
        start("a", "{}");
        start("b", "{}");
        String token = bench.sfn
                .listExecutions(l -> l.stateMachineArn(machine).maxResults(1))
                .nextToken();

        assertThatThrownBy(() -> bench.sfn.listExecutions(l -> l.stateMachineArn(machine)
                        .statusFilter(ExecutionStatus.RUNNING)
                        .nextToken(token)))
                .isInstanceOf(InvalidTokenException.class);
        assertThatThrownBy(() ->
                        bench.sfn.listExecutions(l -> l.stateMachineArn(machine).nextToken("x")))
                .isInstanceOf(InvalidTokenException.class);
        assertThatThrownBy(() ->
                        bench.sfn.listExecutions(l -> l.stateMachineArn(machine).maxResults(1001)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void runningExecutionsOutliveTheirMachine() {
        String execution = start("one", "{}");
        bench.sfn.deleteStateMachine(d -> d.stateMachineArn(machine));
        bench.succeed(bench.token(), "1");

        assertThat(bench.ended(execution).succeeded()).isTrue();
    }

    private String start(String name, String input) {
        return bench.sfn
                .startExecution(e -> e.stateMachineArn(machine).name(name).input(input))
                .executionArn();
    }

    private DescribeExecutionResponse describe(String execution) {
        return bench.sfn.describeExecution(d -> d.executionArn(execution));
    }
}
