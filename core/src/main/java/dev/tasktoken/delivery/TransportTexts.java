package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tasktoken.internal.HttpCredentials;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts in a document that SQS or an HTTP call writes beside a message, and that are long without being tokens: the
 * receipt handle of a record, and the credentials and cookies of a call. They count as such only where the object
 * around them is a record or a call.
 */
final class TransportTexts {
    private static final Set<String> RECEIPT_HANDLES = Set.of("receiptHandle", "ReceiptHandle");

    private final JsonDocument document;
    private final EnvelopeKind kind;
    private @Nullable JsonNode tree;

    TransportTexts(JsonDocument document, EnvelopeKind kind) {
        this.document = document;
        this.kind = kind;
    }

    /** Whether the text at this place is one. A document with a repeated key has none. */
    boolean isOne(JsonPointer place) {
        boolean isInList = !place.matches() && place.last().mayMatchElement();
        JsonPointer value = isInList ? place.head() : place;
        if (value == null || value.matches()) {
            return false;
        }
        JsonPointer object = value.head();
        String name = value.last().getMatchingProperty();
        if (kind == EnvelopeKind.NOTIFICATION && !isInList && isAttribute(object, name)) {
            return true;
        }
        if (RECEIPT_HANDLES.contains(name)) {
            return !isInList && isRecord(at(object));
        }
        if (name.equals("cookies")) {
            return isInList && object.matches() && isCall(at(object));
        }
        return HttpCredentials.isOne(name) && isHeaders(object) && isCall(at(object.head()));
    }

    /** A value at {@code /MessageAttributes/NAME/Value}, or at {@code /MessageAttributes/NAME}. */
    private static boolean isAttribute(JsonPointer object, String name) {
        boolean isType = name.equals("Type") || name.equals("DataType");
        return isMessageAttributes(object) || (!isType && !object.matches() && isMessageAttributes(object.head()));
    }

    private static boolean isMessageAttributes(JsonPointer object) {
        return !object.matches()
                && object.head().matches()
                && object.getMatchingProperty().equals("MessageAttributes");
    }

    private static boolean isHeaders(JsonPointer object) {
        String name = object.matches() ? "" : object.last().getMatchingProperty();
        return name.equals("headers") || name.equals("multiValueHeaders");
    }

    private static boolean isRecord(JsonNode object) {
        return object.path("messageId").isTextual() || object.path("MessageId").isTextual();
    }

    private static boolean isCall(JsonNode object) {
        return object.path("requestContext").isObject();
    }

    private JsonNode at(@Nullable JsonPointer place) {
        if (tree == null) {
            try {
                tree = document.tree();
            } catch (IOException e) {
                tree = MissingNode.getInstance();
            }
        }
        return place == null ? tree : tree.at(place);
    }
}
