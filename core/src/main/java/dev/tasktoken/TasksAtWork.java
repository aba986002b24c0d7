package dev.tasktoken;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The tasks that handlers of this process work on: whoever parks one by any copy of its token defers it. */
final class TasksAtWork {
    private static final Map<TaskToken, List<CallbackTask>> TASKS = new ConcurrentHashMap<>();

    private TasksAtWork() {}

    static void begin(CallbackTask task) {
        TASKS.merge(
                task.taskToken(),
                List.of(task),
                (running, started) ->
                        Stream.concat(running.stream(), started.stream()).toList());
    }

    static void end(CallbackTask task) {
        TASKS.computeIfPresent(task.taskToken(), (token, running) -> {
            List<CallbackTask> others =
                    running.stream().filter(other -> other != task).toList();
            return others.isEmpty() ? null : others;
        });
    }

    static void defer(TaskToken token) {
        TASKS.getOrDefault(token, List.of()).forEach(CallbackTask::defer);
    }
}
