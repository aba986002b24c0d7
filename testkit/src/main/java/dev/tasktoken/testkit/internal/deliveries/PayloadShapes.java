package dev.tasktoken.testkit.internal.deliveries;

import static dev.tasktoken.testkit.internal.deliveries.ShapeText.OTHER_TOKEN;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.found;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.json;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Payloads that are easily mistaken: for a token, for an envelope, or for something to be taken out. */
public final class PayloadShapes {
    private static final int ONE_MEBIBYTE = 1 << 20;

    private PayloadShapes() {}

    public static List<MessageShape> all() {
        ShapePayloads.Charge charge = new ShapePayloads.Charge("tok_visa", 1999);
        ShapePayloads.Session session = new ShapePayloads.Session("a-1", "n-1");
        return List.of(
                found(
                        "business field token before the task token",
                        json("{'token':'tok_visa','amount':1999,'TaskToken':'<A>'}"),
                        json("{'token':'tok_visa','amount':1999}"),
                        charge),
                found(
                        "business field token after the task token",
                        json("{'TaskToken':'<A>','amount':1999,'token':'tok_visa'}"),
                        json("{'token':'tok_visa','amount':1999}"),
                        charge),
                found(
                        "other services' tokens beside the task token",
                        json("{'accessToken':'a-1','nextToken':'n-1','TaskToken':'<A>'}"),
                        json("{'accessToken':'a-1','nextToken':'n-1'}"),
                        session),
                wrapped("input"),
                wrapped("Input"),
                wrapped("Data"),
                wrapped("Message"),
                wrapped("Context"),
                parentsTokenInInput(),
                order(
                        "passed-on context object with an equal copy",
                        json("{'TaskToken':'<A>','ExecutionContext':{'Execution':{'Id':'e-1'},'Task':{'Token':'<A>'}},"
                                + "<order>}")),
                order(
                        "passed-on context object alone",
                        json("{<order>,'Context':{'Execution':{'Id':'e-1'},'Task':{'Token':'<A>'}}}")),
                order("equal copies under two names", json("{'TaskToken':'<A>',<order>,'task_token':'<A>'}")),
                order("key twice with the same value", json("{'TaskToken':'<A>',<order>,'TaskToken':'<A>'}")),
                found("nothing but the token", json("{'TaskToken':'<A>'}"), "{}", new ShapePayloads.Nothing()),
                oneMebibyte(),
                nested());
    }

    private static MessageShape wrapped(String key) {
        return found(
                "payload inside " + key,
                json("{'" + key + "':{<order>},'TaskToken':'<A>'}"),
                json("{'" + key + "':{<order>}}"),
                new ShapePayloads.Wrapper(ShapePayloads.ORDER));
    }

    private static MessageShape parentsTokenInInput() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("input").put("TaskToken", OTHER_TOKEN);
        return found(
                "parent's token inside input beside the own one",
                json("{'input':{'TaskToken':'<B>'},'TaskToken':'<A>'}"),
                payload.toString(),
                payload);
    }

    /** As large as SQS allows, token last. */
    private static MessageShape oneMebibyte() {
        String head = "{\"note\":\"";
        String tail = json("','TaskToken':'<A>'}");
        String note = "x".repeat(ONE_MEBIBYTE - head.length() - tail.length());
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("note", note);
        return found("body of 1 MiB", head + note + tail, payload.toString(), payload);
    }

    /** Deep, but within the parser's limit. */
    private static MessageShape nested() {
        int depth = 900;
        JsonNode inner = JsonNodeFactory.instance.arrayNode();
        for (int i = 1; i < depth; i++) {
            inner = JsonNodeFactory.instance.arrayNode().add(inner);
        }
        String text = "[".repeat(depth) + "]".repeat(depth);
        ObjectNode payload = JsonNodeFactory.instance.objectNode().set("deep", inner);
        return found(
                "nesting 900 deep",
                json("{'deep':" + text + ",'TaskToken':'<A>'}"),
                "{\"deep\":" + text + "}",
                payload);
    }
}
