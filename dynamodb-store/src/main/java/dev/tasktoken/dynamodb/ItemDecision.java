package dev.tasktoken.dynamodb;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.StoreNotPermittedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The decision that is recorded in an item, as a map: {@code output}, or {@code error} and {@code cause}; when; and for
 * which tokens.
 *
 * @param nonce of the call that recorded it
 * @param attempts the fingerprints of the tokens that the item held; empty if an earlier version recorded it
 */
record ItemDecision(PreparedAnswer answer, Instant at, String nonce, Set<String> attempts) {
    private static final String OUTPUT = "output";
    private static final String ERROR = "error";
    private static final String CAUSE = "cause";
    private static final String AT = "at";
    private static final String ATTEMPTS = "for";

    static final String NONCE = "nonce";

    static ItemDecision of(PreparedAnswer answer, Instant at, List<TaskToken> tokens) {
        Set<String> attempts = tokens.stream().map(TaskToken::fingerprint).collect(Collectors.toSet());
        return new ItemDecision(answer, at, UUID.randomUUID().toString(), attempts);
    }

    /** Whether it was made before this token, another attempt's, took the place of its own. */
    boolean isEarlierThan(TaskToken token) {
        return !attempts.isEmpty() && !attempts.contains(token.fingerprint());
    }

    AttributeValue write() {
        Map<String, AttributeValue> fields = new HashMap<>();
        if (answer instanceof PreparedAnswer.Success success) {
            fields.put(OUTPUT, RecordAttributes.text(success.output()));
        } else if (answer instanceof PreparedAnswer.Failure failure) {
            fields.put(ERROR, RecordAttributes.text(failure.error()));
            fields.put(CAUSE, RecordAttributes.text(failure.cause()));
        }
        fields.put(AT, RecordAttributes.text(at.toString()));
        fields.put(NONCE, RecordAttributes.text(nonce));
        fields.put(ATTEMPTS, AttributeValue.fromSs(List.copyOf(attempts)));
        return AttributeValue.fromM(fields);
    }

    /**
     * Reads a decision; empty if there is none.
     *
     * @throws StoreNotPermittedException if the attribute is another program's
     */
    static Optional<ItemDecision> read(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(value.m()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new StoreNotPermittedException(
                    "The item's attribute \"" + attribute + "\" is no decision: another program writes it."
                            + " Choose another one with ItemTasks.Builder.decisionAttribute",
                    null);
        }
    }

    private static ItemDecision read(Map<String, AttributeValue> fields) {
        PreparedAnswer answer = fields.containsKey(OUTPUT)
                ? new PreparedAnswer.Success(RecordAttributes.textOf(fields, OUTPUT))
                : new PreparedAnswer.Failure(
                        RecordAttributes.textOf(fields, ERROR), RecordAttributes.textOf(fields, CAUSE));
        return new ItemDecision(
                answer,
                Instant.parse(RecordAttributes.textOf(fields, AT)),
                RecordAttributes.textOf(fields, NONCE),
                attempts(fields.get(ATTEMPTS)));
    }

    private static Set<String> attempts(@Nullable AttributeValue value) {
        return value == null ? Set.of() : Set.copyOf(value.ss());
    }
}
