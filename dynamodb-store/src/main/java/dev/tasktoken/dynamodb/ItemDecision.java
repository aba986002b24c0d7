package dev.tasktoken.dynamodb;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.pending.StoreNotPermittedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The decision that is recorded in an item, as a map: {@code output}, or {@code error} and {@code cause}; and when.
 *
 * @param nonce of the call that recorded it
 */
record ItemDecision(PreparedAnswer answer, Instant at, String nonce) {
    private static final String OUTPUT = "output";
    private static final String ERROR = "error";
    private static final String CAUSE = "cause";
    private static final String AT = "at";
    private static final String NONCE = "nonce";

    static ItemDecision of(PreparedAnswer answer, Instant at) {
        return new ItemDecision(answer, at, UUID.randomUUID().toString());
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
                answer, Instant.parse(RecordAttributes.textOf(fields, AT)), RecordAttributes.textOf(fields, NONCE));
    }
}
