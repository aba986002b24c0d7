package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The events of one execution, in their order. */
public final class ExecutionHistory {
    private static final int MAX_EVENTS = 25_000;

    private final List<HistoryEvent> events = new ArrayList<>();
    private final InstantSource clock;

    ExecutionHistory(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds an event that follows from an earlier one, or from none (0), and gives its number. */
    int add(int previous, String type, ObjectNode details) {
        int id = events.size() + 1;
        events.add(new HistoryEvent(id, previous, clock.instant(), type, details));
        return id;
    }

    /** Whether there is room for the few more events of one more state and the end of the execution. */
    boolean isFull() {
        return events.size() >= MAX_EVENTS - 10;
    }

    public List<HistoryEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** The names of the states that were entered, in their order. */
    public List<String> states() {
        return events.stream()
                .filter(event -> event.type().endsWith("StateEntered"))
                .map(event -> event.details().get("name").textValue())
                .toList();
    }
}
