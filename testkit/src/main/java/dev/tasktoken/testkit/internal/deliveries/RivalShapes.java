package dev.tasktoken.testkit.internal.deliveries;

import static dev.tasktoken.testkit.internal.deliveries.ShapeText.OTHER_TOKEN;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.TOKEN;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.found;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.json;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.refused;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.AmbiguousTokenException;
import java.util.List;
import java.util.Map;

/** Two different values that could be the token: either one is nearer, or reading must be refused. */
public final class RivalShapes {
    private RivalShapes() {}

    public static List<MessageShape> all() {
        return List.of(
                ambiguous("two tokens of the same rank", "{'TaskToken':'<A>','myTaskToken':'<B>',<order>}"),
                ambiguous("two weak tokens", "{'token':'<A>','callbackToken':'<B>',<order>}"),
                ambiguous("weak name near and strong name deep", "{'token':'<A>','meta':{'TaskToken':'<B>'},<order>}"),
                ambiguous("key twice with different values", "{'TaskToken':'<A>',<order>,'TaskToken':'<B>'}"),
                ambiguous("two tokens in two containers", "{'a':{'TaskToken':'<A>'},'b':{'TaskToken':'<B>'},<order>}"),
                ambiguous("copies and a different one", "{'TaskToken':'<A>','a_task_token':'<A>','bTaskToken':'<B>'}"),
                ambiguous(
                        "JSON text whose token differs from another container's",
                        "{'body':'{\\'TaskToken\\':\\'<A>\\'}','meta':{'TaskToken':'<B>'}}"),
                refused(
                        "two attributes",
                        json("{<order>}"),
                        Map.of("TaskToken", TOKEN, "task_token", OTHER_TOKEN),
                        AmbiguousTokenException.class),
                refused(
                        "weak attribute and strong name deep",
                        json("{'meta':{'TaskToken':'<A>'}}"),
                        Map.of("token", OTHER_TOKEN),
                        AmbiguousTokenException.class),
                refused(
                        "own key and another attribute",
                        json("{'TaskToken':'<A>',<order>}"),
                        Map.of("TaskToken", OTHER_TOKEN),
                        AmbiguousTokenException.class),
                nearerBeforeDeeper());
    }

    private static MessageShape nearerBeforeDeeper() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("child").put("TaskToken", OTHER_TOKEN);
        return found(
                "own key before a container's",
                json("{'child':{'TaskToken':'<B>'},'TaskToken':'<A>'}"),
                payload.toString(),
                payload);
    }

    private static MessageShape ambiguous(String name, String template) {
        return refused(name, json(template), AmbiguousTokenException.class);
    }
}
