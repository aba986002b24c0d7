package dev.tasktoken.fuzz;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTasks;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** A service with one execution, in which one task waits. */
record OneHistory(String service, String parameters) implements SfnClient {
    private static final String EXECUTION = "arn:aws:states:eu-west-1:123456789012:execution:orders:e-1";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** What is found in the history; nothing if the parameters are refused. */
    List<OpenTask> tasks() {
        try {
            return OpenTasks.of(this).in(EXECUTION).tasks();
        } catch (TaskTokenException e) {
            Outcome.requireNoToken(e);
            return List.of();
        }
    }

    /** The task's token; empty if there is none, or none that is sure. */
    static String token(OpenTask task) {
        Outcome.requireNoToken(task.toString() + task.problem());
        try {
            return task.taskToken().value();
        } catch (TaskTokenException e) {
            Outcome.requireNoToken(e);
            return "";
        }
    }

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        return DescribeExecutionResponse.builder()
                .executionArn(EXECUTION)
                .stateMachineArn("arn:aws:states:eu-west-1:123456789012:stateMachine:orders")
                .status(ExecutionStatus.RUNNING)
                .startDate(START)
                .build();
    }

    @Override
    public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
        String[] call = service.split(" ", 2);
        return GetExecutionHistoryResponse.builder()
                .events(
                        event(1, "ExecutionStarted").build(),
                        event(2, "TaskStateEntered")
                                .stateEnteredEventDetails(
                                        entered -> entered.name("Wait").input("{}"))
                                .build(),
                        event(3, "TaskScheduled")
                                .taskScheduledEventDetails(scheduled -> scheduled
                                        .resourceType(call[0])
                                        .resource(call[1] + ".waitForTaskToken")
                                        .parameters(parameters))
                                .build())
                .build();
    }

    private static HistoryEvent.Builder event(long id, String type) {
        return HistoryEvent.builder()
                .id(id)
                .previousEventId(id - 1)
                .timestamp(START.plusSeconds(id))
                .type(type);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
