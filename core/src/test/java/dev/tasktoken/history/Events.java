package dev.tasktoken.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** The events of an execution as the service writes them. Each follows from the one before unless it is said. */
final class Events {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final List<HistoryEvent> all = new ArrayList<>();
    private long last;

    static Events started() {
        Events events = new Events();
        events.add("ExecutionStarted", event -> {});
        return events.after(0);
    }

    List<HistoryEvent> all() {
        return List.copyOf(all);
    }

    long last() {
        return last;
    }

    /** The next event follows from that one. */
    Events after(long event) {
        last = event;
        return this;
    }

    Events add(String type) {
        return add(type, event -> {});
    }

    Events add(String type, Consumer<HistoryEvent.Builder> details) {
        long id = all.size() + 1L;
        HistoryEvent.Builder event = HistoryEvent.builder()
                .id(id)
                .previousEventId(last)
                .timestamp(START.plusSeconds(id))
                .type(type);
        details.accept(event);
        all.add(event.build());
        return after(id);
    }

    Events entered(String kind, String state) {
        return add(
                kind + "StateEntered",
                event -> event.stateEnteredEventDetails(d -> d.name(state).input("{}")));
    }

    Events exited(String kind, String state) {
        return add(
                kind + "StateExited",
                event -> event.stateExitedEventDetails(d -> d.name(state).output("{}")));
    }

    Events iteration(String map, int index) {
        return add(
                "MapIterationStarted",
                event -> event.mapIterationStartedEventDetails(d -> d.name(map).index(index)));
    }

    Events scheduled(String service, String call, String parameters) {
        return add(
                "TaskScheduled",
                event -> event.taskScheduledEventDetails(d -> d.resourceType(service)
                        .resource(call)
                        .region("eu-west-1")
                        .timeoutInSeconds(3600L)
                        .heartbeatInSeconds(60L)
                        .parameters(parameters)));
    }

    /** A task that was sent to a queue. */
    Events sent(String token) {
        return scheduled(
                        "sqs",
                        "sendMessage.waitForTaskToken",
                        "{\"QueueUrl\":\"https://q\",\"MessageBody\":{\"orderId\":\"o-1\",\"taskToken\":\"" + token
                                + "\"}}")
                .add("TaskStarted")
                .add("TaskSubmitted");
    }

    Events waiting(String state, String token) {
        return entered("Task", state).sent(token);
    }

    /** A state that begins and ends at once. */
    Events pass(String state) {
        return entered("Pass", state).exited("Pass", state);
    }
}
