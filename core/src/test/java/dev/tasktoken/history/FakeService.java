package dev.tasktoken.history;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** Answers with histories that were made by hand, page by page, and counts the calls. */
final class FakeService implements SfnClient {
    static final String MACHINE = "arn:aws:states:eu-west-1:123456789012:stateMachine:orders";
    static final Instant UPDATED = Events.START.minusSeconds(86_400);

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final Deque<RuntimeException> failures = new ArrayDeque<>();
    final Map<String, RuntimeException> refused = new HashMap<>();
    private final Map<String, List<HistoryEvent>> histories = new LinkedHashMap<>();
    private final List<ExecutionListItem> running = new ArrayList<>();
    private final Map<String, Runnable> whileRead = new ConcurrentHashMap<>();
    private @Nullable String definition;
    private int pageSize = 1000;

    static String arn(String execution) {
        return "arn:aws:states:eu-west-1:123456789012:execution:orders:" + execution;
    }

    /** The service's answer under a code of its own. */
    static RuntimeException error(int status, String code) {
        return SfnException.builder()
                .statusCode(status)
                .message(code)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(code)
                        .build())
                .build();
    }

    /** Executions are listed from the newest on. */
    FakeService with(String execution, Events events) {
        histories.put(arn(execution), events.all());
        running.add(
                0,
                ExecutionListItem.builder()
                        .executionArn(arn(execution))
                        .stateMachineArn(MACHINE)
                        .name(execution)
                        .startDate(Events.START.plusSeconds(running.size()))
                        .build());
        return this;
    }

    FakeService definition(String text) {
        definition = text;
        return this;
    }

    FakeService pageSize(int size) {
        pageSize = size;
        return this;
    }

    /** Does something else while the execution's history is read. */
    void whileRead(String execution, Runnable action) {
        whileRead.put(arn(execution), action);
    }

    void forget(String execution) {
        histories.remove(arn(execution));
    }

    @Override
    public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
        boolean withData = !Boolean.FALSE.equals(request.includeExecutionData());
        note(withData ? "GetExecutionHistory" : "GetExecutionHistory without data");
        whileRead.getOrDefault(request.executionArn(), () -> {}).run();
        List<HistoryEvent> events = histories.get(request.executionArn());
        if (events == null) {
            throw error(400, "ExecutionDoesNotExist");
        }
        List<HistoryEvent> ordered = new ArrayList<>(events);
        if (Boolean.TRUE.equals(request.reverseOrder())) {
            Collections.reverse(ordered);
        }
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(ordered.size(), from + Math.min(pageSize, request.maxResults()));
        return GetExecutionHistoryResponse.builder()
                .events(ordered.subList(from, to).stream()
                        .map(event -> withData ? event : withoutData(event))
                        .toList())
                .nextToken(to < ordered.size() ? String.valueOf(to) : null)
                .build();
    }

    @Override
    public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
        note(request.mapRunArn() == null ? "ListExecutions" : "ListExecutions of a Map Run");
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(running.size(), from + pageSize);
        return ListExecutionsResponse.builder()
                .executions(running.subList(from, to))
                .nextToken(to < running.size() ? String.valueOf(to) : null)
                .build();
    }

    @Override
    public DescribeStateMachineForExecutionResponse describeStateMachineForExecution(
            DescribeStateMachineForExecutionRequest request) {
        note("DescribeStateMachineForExecution");
        if (definition == null) {
            throw error(400, "AccessDeniedException");
        }
        return DescribeStateMachineForExecutionResponse.builder()
                .definition(definition)
                .updateDate(UPDATED)
                .build();
    }

    @Override
    public String serviceName() {
        return "states";
    }

    @Override
    public void close() {}

    private void note(String call) {
        calls.add(call);
        RuntimeException failure = failures.poll();
        RuntimeException refusal = failure == null ? refused.get(call) : failure;
        if (refusal != null) {
            throw refusal;
        }
    }

    private static HistoryEvent withoutData(HistoryEvent event) {
        if (event.taskScheduledEventDetails() == null) {
            return event;
        }
        return event.toBuilder()
                .taskScheduledEventDetails(event.taskScheduledEventDetails().toBuilder()
                        .parameters(null)
                        .build())
                .build();
    }
}
