package dev.tasktoken.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** The events of one execution with one state, as the service writes them. */
final class ExecutionHistory {
    static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<HistoryEvent> events = new ArrayList<>();

    ExecutionHistory(String id) {
        add("ExecutionStarted", 0);
        events.add(HistoryEvent.builder()
                .id(2L)
                .previousEventId(0L)
                .timestamp(START)
                .type("TaskStateEntered")
                .stateEnteredEventDetails(d -> d.name("Order " + id).input("{}"))
                .build());
    }

    static String arn(String id) {
        return "arn:aws:states:eu-west-1:123456789012:execution:orders:" + id;
    }

    void sent(String body) {
        long previous = events.size();
        events.add(HistoryEvent.builder()
                .id(previous + 1)
                .previousEventId(previous)
                .timestamp(START)
                .type("TaskScheduled")
                .taskScheduledEventDetails(d -> d.resourceType("sqs")
                        .resource("sendMessage.waitForTaskToken")
                        .region("eu-west-1")
                        .parameters("{\"QueueUrl\":\"" + QUEUE + "\",\"MessageBody\":" + body + "}"))
                .build());
        add("TaskStarted", previous + 1);
        add("TaskSubmitted", previous + 2);
    }

    /** The task is closed; a next one may follow. */
    void ended() {
        add("TaskTimedOut", events.size());
    }

    GetExecutionHistoryResponse page(GetExecutionHistoryRequest request) {
        List<HistoryEvent> page = new ArrayList<>(events);
        if (Boolean.TRUE.equals(request.reverseOrder())) {
            Collections.reverse(page);
        }
        return GetExecutionHistoryResponse.builder().events(page).build();
    }

    private void add(String type, long previous) {
        events.add(HistoryEvent.builder()
                .id(events.size() + 1L)
                .previousEventId(previous)
                .timestamp(START)
                .type(type)
                .build());
    }
}
