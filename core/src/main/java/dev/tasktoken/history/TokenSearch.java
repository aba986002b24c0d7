package dev.tasktoken.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a task's token in what the task sent, by a reader's rules. */
record TokenSearch(CallbackReader reader) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

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
                return only(SentParameters.deliveries(task.resource(), parameters(task)));
            }
        }
    }

    private static JsonNode parameters(ScheduledTask task) {
        String sent = task.parameters()
                .orElseThrow(() -> new TokenNotFoundException("The history does not show what the task sent. With a"
                        + " customer-managed key, allow kms:Decrypt on it"));
        try {
            return MAPPER.readTree(sent);
        } catch (JsonProcessingException e) {
            throw new TokenNotFoundException("What the task sent is not JSON in the history. It may be truncated");
        }
    }

    /** What was sent may be several messages with one token; those without one do not matter. */
    private TaskToken only(List<Delivery> deliveries) {
        Set<TaskToken> tokens = new LinkedHashSet<>();
        TaskTokenException none = new TokenNotFoundException("The task sent nothing");
        for (Delivery delivery : deliveries) {
            try {
                tokens.add(reader.read(delivery).taskToken());
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
        return tokens.iterator().next();
    }
}
