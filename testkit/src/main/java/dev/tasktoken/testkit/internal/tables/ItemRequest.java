package dev.tasktoken.testkit.internal.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request about one item, and its expressions. */
final class ItemRequest {
    /** What expressions have replaced, and nothing here evaluates. */
    private static final List<String> LEGACY =
            List.of("AttributesToGet", "AttributeUpdates", "ConditionalOperator", "Expected");

    private final JsonNode parameters;
    private final Placeholders placeholders;

    ItemRequest(JsonNode parameters) {
        LEGACY.stream().filter(parameters::hasNonNull).findFirst().ifPresent(name -> {
            throw StateFailure.runtime("LocalStepFunctions does not evaluate the legacy parameter " + name);
        });
        this.parameters = parameters;
        this.placeholders = new Placeholders(parameters);
    }

    Placeholders placeholders() {
        return placeholders;
    }

    Optional<String> text(String member) {
        return Optional.of(parameters.path(member)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    ObjectNode attributes(String member) {
        JsonNode attributes = parameters.path(member);
        if (!attributes.isObject()) {
            throw nullMember(member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1));
        }
        return AttributeValues.attributes(attributes);
    }

    static TableException nullMember(String member) {
        return TableException.validation("1 validation error detected: Value null at '" + member
                + "' failed to satisfy constraint: Member must not be null");
    }

    ItemUpdate update() {
        return ItemUpdate.read(
                text("UpdateExpression")
                        .orElseThrow(() -> TableException.validation(
                                "LocalStepFunctions updates an item by an UpdateExpression only")),
                placeholders);
    }

    /** The item that is there, empty if there is none; refuses the request if its condition does not hold of it. */
    ObjectNode checkedOld(@Nullable ObjectNode found) {
        ObjectNode old = found == null ? Json.object() : found;
        boolean holds = text("ConditionExpression")
                .map(text -> ItemCondition.read(text, placeholders).test(old))
                .orElse(true);
        placeholders.requireAllUsed();
        if (!holds) {
            throw new TableException("ConditionalCheckFailedException", "The conditional request failed");
        }
        return old;
    }

    /** The response: what ReturnValues asks for, if the item had or has it. */
    ObjectNode returned(ObjectNode old, ObjectNode item, Collection<String> changed) {
        String asked = text("ReturnValues").orElse("NONE");
        ObjectNode attributes =
                switch (asked) {
                    case "NONE" -> Json.object();
                    case "ALL_OLD" -> old.deepCopy();
                    case "ALL_NEW" -> item.deepCopy();
                    case "UPDATED_OLD" -> old.deepCopy().retain(changed);
                    case "UPDATED_NEW" -> item.deepCopy().retain(changed);
                    default ->
                        throw TableException.validation("1 validation error detected: Value '" + asked
                                + "' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set:"
                                + " [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]");
                };
        ObjectNode response = Json.object();
        if (!attributes.isEmpty()) {
            response.set("Attributes", attributes);
        }
        return response;
    }
}
