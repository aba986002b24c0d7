package dev.tasktoken.testkit.internal.deliveries;

import static dev.tasktoken.testkit.internal.deliveries.ShapeText.TOKEN;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.found;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.json;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.quoted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Good messages that look like those of nested workflows: the task's own token is where it belongs, and what else looks
 * like one is data.
 */
public final class ChildShapes {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String OWN = "'taskToken':'<A>'";
    private static final String BASE64 = base64(4_000);

    private ChildShapes() {}

    public static List<MessageShape> all() {
        return List.of(
                read("own key beside a business token", OWN, "'token':'slack'"),
                read("own key beside a strong name with null", OWN, "'childTaskToken':null"),
                read("own key beside a container's weak token", OWN, "'order':{'token':'<B>'}"),
                read("own key beside an unknown name that is like a token", OWN, "'signature':'<B>'"),
                read("own key beside a definition", OWN, "'definition':{'TaskToken.$':'$$.Task.Token'}"),
                read("own key beside a definition as text", OWN, "'text':'{\\'TaskToken.$\\':\\'$$.Task.Token\\'}'"),
                read("own key beside a container with null", OWN, "'order':{'taskToken':null}"),
                read("own key beside a parent's token in a list", OWN, "'parents':['<B>']"),
                read("weak own key beside a container's weak token", "'token':'<A>'", data("'token':'<B>'")),
                read("weak own key beside an unknown name", "'token':'<A>'", "'blob':'" + BASE64 + "'"),
                attribute("own attribute beside a container's token", "{'order':{'taskToken':'<B>'}}"),
                attribute("own attribute beside a definition", "{'d':{'TaskToken.$':'$$.Task.Token'}}"),
                contained("container beside a parent's token in input", "'input':{'taskToken':'<B>'}", "'x':1"),
                contained("container with a business token", "'y':1", "'token':'tok_visa'"),
                contained("container with a definition in it", "'y':1", "'d':{'TaskToken.$':'$$.Task.Token'}"),
                contained("container beside a large base64 text", "'image':'" + BASE64 + "'", "'x':1"),
                contained("container beside a JSON Web Token", "'auth':'" + jwt() + "'", "'x':1"),
                contained("container beside a short base64 text", "'digest':'" + base64(256) + "'", "'x':1"),
                contained("container beside a link with an equal copy", "'url':'https://x.example/?t=<A>'", "'x':1"),
                contained(
                        "container beside a handle",
                        "'messageId':'m-1','receiptHandle':'" + base64(444) + "'",
                        "'x':1"),
                parentsContextObject(),
                jsonTextWithItsInput(),
                notificationWithALongSignature());
    }

    private static MessageShape read(String name, String own, String rest) {
        return found(name, json("{" + own + "," + rest + "}"), json("{" + rest + "}"), tree("{" + rest + "}"));
    }

    private static MessageShape attribute(String name, String body) {
        return found(name, json(body), Map.of("TaskToken", TOKEN), json(body), tree(body));
    }

    private static MessageShape contained(String name, String outside, String inside) {
        String payload = "{" + inside + "}";
        return found(name, json("{" + outside + ",'body':{" + OWN + "," + inside + "}}"), json(payload), tree(payload));
    }

    /** A context object is no payload, whoever passed it on. */
    private static MessageShape parentsContextObject() {
        String context = "{'Execution':{'Id':'e-1'},'Task':{'Token':'<B>'}}";
        String payload = "{'data':{'x':1}}";
        return found(
                "own key beside a parent's context object in data",
                json("{" + OWN + ",'data':{'x':1,'Ctx':" + context + "}}"),
                json(payload),
                tree(payload));
    }

    private static MessageShape jsonTextWithItsInput() {
        String payload = "{'input':{'taskToken':'<B>'}}";
        String text = json("{" + OWN + ",'input':{'taskToken':'<B>'}}");
        return found(
                "JSON text with a parent's token in its input",
                "{\"body\":" + quoted(text) + "}",
                json(payload),
                tree(payload));
    }

    private static MessageShape notificationWithALongSignature() {
        String payload = "{'x':1}";
        String body = WrappedShapes.notification(json("{'body':{" + OWN + ",'x':1}}"), "{}")
                .replace("c2lnbmF0dXJl", base64(512));
        return found("notification with a long signature", body, json(payload), tree(payload));
    }

    private static String data(String fields) {
        return "'data':{" + fields + "}";
    }

    private static String jwt() {
        return "eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOiJ" + base64(500).replaceAll("[+/=]", "x") + "."
                + base64(512).replaceAll("[+/=]", "_");
    }

    private static String base64(int bytes) {
        byte[] random = new byte[bytes];
        new Random(bytes).nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    private static JsonNode tree(String template) {
        try {
            return MAPPER.readTree(json(template));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A template is JSON", e);
        }
    }
}
