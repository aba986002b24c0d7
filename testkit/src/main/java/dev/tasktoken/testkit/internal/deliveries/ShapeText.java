package dev.tasktoken.testkit.internal.deliveries;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tasktoken.TaskTokenException;
import java.util.Map;

/**
 * Writes shapes down readably: in a template, {@code '} is a quote, {@code <A>} and {@code <B>} are two tokens, and
 * {@code <order>} are the two fields of an order.
 */
final class ShapeText {
    static final String TOKEN = SampleTokens.numbered(1);
    static final String OTHER_TOKEN = SampleTokens.numbered(2);

    private static final String ORDER_FIELDS = "\"orderId\":\"order-42\",\"amount\":1999";

    private ShapeText() {}

    static String json(String template) {
        return template.replace('\'', '"')
                .replace("<A>", TOKEN)
                .replace("<B>", OTHER_TOKEN)
                .replace("<order>", ORDER_FIELDS);
    }

    /** A text as a JSON string, with its quotes. */
    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** The first token must be found, with an order as the payload. */
    static MessageShape order(String name, String body) {
        return order(name, body, Map.of());
    }

    static MessageShape order(String name, String body, Map<String, String> attributes) {
        return found(name, body, attributes, ShapePayloads.ORDER_JSON, ShapePayloads.ORDER);
    }

    static MessageShape found(String name, String body, String payloadText, Object payload) {
        return found(name, body, Map.of(), payloadText, payload);
    }

    static MessageShape found(
            String name, String body, Map<String, String> attributes, String payloadText, Object payload) {
        return new MessageShape(name, body, attributes, new MessageShape.Found(TOKEN, payloadText, payload));
    }

    static MessageShape refused(String name, String body, Class<? extends TaskTokenException> reason) {
        return refused(name, body, Map.of(), reason);
    }

    static MessageShape refused(
            String name, String body, Map<String, String> attributes, Class<? extends TaskTokenException> reason) {
        return new MessageShape(name, body, attributes, new MessageShape.Refused(reason));
    }
}
