package dev.tasktoken.examples.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.pending.ApprovalPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An order as it was placed: its id, {@code OrderId}, and the customer's other fields. Immutable, because its JSON
 * object is never exposed.
 */
final class Order {
    /** The characters that a URL's path, an execution's name and an S3 key accept unescaped. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final String IS_CONFIRMED = "IsConfirmed";

    private final ObjectNode fields;

    private Order(ObjectNode fields) {
        this.fields = fields;
    }

    /**
     * Reads an order.
     *
     * @throws TaskFailureException if it is not an object or has no {@code OrderId} of 1 to 64 letters, digits,
     *     {@code _} and {@code -}
     */
    static Order of(JsonNode json) {
        if (json instanceof ObjectNode fields && isId(fields.path("OrderId").textValue())) {
            return new Order(fields.deepCopy());
        }
        throw new TaskFailureException(
                "InvalidOrder", "An order is an object with an OrderId of 1 to 64 letters, digits, _ and -");
    }

    static boolean isId(@Nullable String text) {
        return text != null && ID.matcher(text).matches();
    }

    String id() {
        return fields.path("OrderId").textValue();
    }

    String customer() {
        return fields.path("CustomerName").asText("");
    }

    /** Returns how many people must confirm: one unless it says more. */
    int approvals() {
        return Math.max(
                1,
                Math.min(ApprovalPolicy.MAX_APPROVALS, fields.path("Approvals").asInt(1)));
    }

    /** Returns the order as unconfirmed: an order cannot confirm itself. */
    Order unconfirmed() {
        return with(IS_CONFIRMED, false);
    }

    Order confirmed() {
        return with(IS_CONFIRMED, true);
    }

    private Order with(String field, boolean value) {
        return new Order(fields.deepCopy().put(field, value));
    }

    Order completed() {
        return new Order(fields.deepCopy().put("Status", "Completed"));
    }

    /** Returns the fields to show to a person: all except the id and the confirmation. */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        fields.properties().forEach(field -> {
            if (!field.getKey().equals("OrderId") && !field.getKey().equals(IS_CONFIRMED)) {
                details.put(field.getKey(), text(field.getValue()));
            }
        });
        return details;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    String toJson() {
        return fields.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Order that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Shows the order's id, and nothing of the customer. */
    @Override
    public String toString() {
        return "Order[" + id() + "]";
    }
}
