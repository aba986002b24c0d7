package dev.tasktoken.testkit.internal.executions;

import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The tasks that wait for their tokens, oldest first. Guarded by the engine's lock. */
public final class OpenTasks {
    private final TaskTokens tokens;
    private final Map<String, OpenTask> open = new LinkedHashMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();

    public OpenTasks(TaskTokens tokens) {
        this.tokens = tokens;
    }

    String open(OpenTask task) {
        String token = tokens.create();
        open.put(token, task);
        return token;
    }

    void close(String token) {
        open.remove(token);
        waiting.remove(token);
    }

    /** Refuses a text that is not a token of ours. */
    public void requireOwn(String token) {
        if (!tokens.isOwn(token)) {
            throw ServiceErrorException.invalidToken();
        }
    }

    /** The task that waits for a token; a token of ours that is not open was answered, timed out or stopped. */
    public OpenTask find(String token) {
        OpenTask task = open.get(token);
        if (task == null) {
            throw ServiceErrorException.taskTimedOut();
        }
        return task;
    }

    public boolean isOpen(String token) {
        return open.containsKey(token);
    }

    public List<String> tokens() {
        return List.copyOf(open.keySet());
    }

    /** Says that a token is on its way to a worker. */
    void markHandedOut(String token) {
        if (open.containsKey(token)) {
            waiting.add(token);
        }
    }

    /** Among some tasks the one that has waited longest since its token was handed out, each at most once. */
    public Optional<String> takeNextWaiting(Predicate<OpenTask> wanted) {
        Optional<String> next =
                waiting.stream().filter(token -> wanted.test(find(token))).findFirst();
        next.ifPresent(waiting::remove);
        return next;
    }

    /** The tokens of some tasks that could be answered. */
    public List<String> tokens(Predicate<OpenTask> wanted) {
        return open.entrySet().stream()
                .filter(task -> wanted.test(task.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
