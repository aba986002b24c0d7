package dev.tasktoken.testkit;

import java.util.List;
import java.util.stream.Stream;

/** The types of the events of an execution of one Task state, in their order. */
final class TaskEvents {
    private TaskEvents() {}

    /** Those of an execution that succeeded, with the task's own events in the middle. */
    static List<String> inSuccess(String... task) {
        return Stream.of(
                        Stream.of("ExecutionStarted", "TaskStateEntered"),
                        Stream.of(task),
                        Stream.of("TaskStateExited", "ExecutionSucceeded"))
                .flatMap(events -> events)
                .toList();
    }
}
