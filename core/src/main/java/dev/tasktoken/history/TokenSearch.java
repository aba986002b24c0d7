package dev.tasktoken.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.internal.ExactJson;
import dev.tasktoken.internal.TokenLike;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a task's token in what the task sent, by a reader's rules. */
record TokenSearch(CallbackReader reader) {
    /** The token, or why it is not found. */
    static final class Found {
        private final @Nullable TaskToken token;
        private final @Nullable TaskTokenException failure;

        private Found(@Nullable TaskToken token, @Nullable TaskTokenException failure) {
            this.token = token;
            this.failure = failure;
        }

        TaskToken token() {
            if (failure != null) {
                throw failure;
            }
            return Objects.requireNonNull(token);
        }

        Optional<String> problem() {
            return Optional.ofNullable(failure).map(Throwable::getMessage);
        }
    }

    Found in(ScheduledTask task) {
        try {
            return new Found(token(task), null);
        } catch (TaskTokenException e) {
            return new Found(null, e);
        }
    }

    private TaskToken token(ScheduledTask task) {
        switch (task.kind()) {
            case JOB -> throw new TokenNotFoundException("The task waits for a job (.sync), which ends it");
            case ACTIVITY ->
                throw new TokenNotFoundException(
                        "The task waits for a worker of an activity, which gets the token from GetActivityTask");
            case CALL -> throw new TokenNotFoundException("The task waits for the response of its call");
            default -> {
                JsonNode sent = parameters(task);
                return only(SentParameters.messages(task.resource(), sent), sent);
            }
        }
    }

    private static JsonNode parameters(ScheduledTask task) {
        String sent = task.parameters()
                .orElseThrow(() -> new TokenNotFoundException("The history does not show what the task sent. With a"
                        + " customer-managed key, allow kms:Decrypt on it"));
        return ExactJson.tree(sent)
                .orElseThrow(() -> new TokenNotFoundException("What the task sent is not JSON in the history, or has a"
                        + " key twice or a number out of range. It may be truncated"));
    }

    /** What was sent may be several messages with one token. No other text like a token may stand beside them. */
    private TaskToken only(List<SentMessage> messages, JsonNode sent) {
        Set<TaskToken> tokens = new LinkedHashSet<>();
        Set<JsonNode> read = Collections.newSetFromMap(new IdentityHashMap<>());
        TaskTokenException none = new TokenNotFoundException("The task sent nothing");
        for (SentMessage message : messages) {
            try {
                tokens.add(reader.read(message.delivery()).taskToken());
                read.addAll(message.parts());
            } catch (TokenNotFoundException | UnreadableDeliveryException e) {
                none = e;
            }
        }
        if (tokens.size() > 1) {
            throw new AmbiguousTokenException("The task sent several messages with different tokens");
        }
        if (tokens.isEmpty()) {
            throw none;
        }
        TaskToken token = tokens.iterator().next();
        refuseRival(sent, token, read);
        return token;
    }

    /**
     * What stands outside of the messages that were read may be the task's own token, and what was found a parent's.
     */
    private static void refuseRival(JsonNode node, TaskToken token, Set<JsonNode> read) {
        if (read.contains(node)) {
            return;
        }
        if (node.isTextual() && TokenLike.isIn(node.textValue(), token.value())) {
            throw new AmbiguousTokenException(
                    "What is named like a task token may be another task's, since the task sent something like a token"
                            + " in another place, too. Give OpenTasks a reader that says where it is");
        }
        node.forEach(inner -> refuseRival(inner, token, read));
    }
}
