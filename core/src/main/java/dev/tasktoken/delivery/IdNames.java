package dev.tasktoken.delivery;

import dev.tasktoken.internal.TokenName;
import dev.tasktoken.service.WorkKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names mark an id, by the kinds of work that a reader was set to. */
final class IdNames {
    private final Set<WorkKind> kinds;
    private final boolean tasks;
    private final boolean callbacks;
    private final @Nullable WorkKind callbackToken;

    /**
     * Creates them.
     *
     * @param kinds at least one
     * @param callbackToken what the one name that both kinds have stands for; null if nobody said
     */
    IdNames(Set<WorkKind> kinds, @Nullable WorkKind callbackToken) {
        this.kinds = Set.copyOf(kinds);
        this.tasks = kinds.contains(WorkKind.TASK);
        this.callbacks = kinds.contains(WorkKind.CALLBACK);
        this.callbackToken = callbackToken;
    }

    Set<WorkKind> kinds() {
        return kinds;
    }

    /** How strongly a key marks its value as an id of one of the kinds. */
    TokenName of(String key) {
        TokenName name = tasks ? TokenName.of(key) : TokenName.NONE;
        return name == TokenName.NONE && callbacks ? TokenName.ofCallback(key) : name;
    }

    /** Whether tasks are read: only their definitions leave paths where a token was meant to stand. */
    boolean areOfTasks() {
        return tasks;
    }

    boolean areOfBoth() {
        return tasks && callbacks;
    }

    /** The kind of a reader of one kind; of the other kind's reader where there are both. */
    WorkKind only() {
        return tasks ? WorkKind.TASK : WorkKind.CALLBACK;
    }

    boolean mark(WorkKind kind, TokenCandidate candidate) {
        String name = candidate.place().name();
        if (candidate.kind() == TokenCandidate.Kind.SLIP) {
            return kind == WorkKind.TASK;
        }
        if (TokenName.isOfEither(name)) {
            return callbackToken == null || callbackToken == kind;
        }
        return (kind == WorkKind.TASK ? TokenName.of(name) : TokenName.ofCallback(name)) != TokenName.NONE;
    }

    /** Whether a text names a strong one somewhere. */
    boolean areMentioned(String text) {
        return (tasks && TokenName.isMentioned(text)) || (callbacks && TokenName.isCallbackMentioned(text));
    }

    /** What is sought, for messages. */
    String what() {
        if (areOfBoth()) {
            return "task token or callback id";
        }
        return tasks ? "task token" : "callback id";
    }
}
