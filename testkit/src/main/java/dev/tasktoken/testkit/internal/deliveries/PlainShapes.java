package dev.tasktoken.testkit.internal.deliveries;

import static dev.tasktoken.testkit.internal.deliveries.ShapeText.found;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.json;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.order;

import java.util.List;
import java.util.Map;

/** The token among the message's own keys, under its many names, or in an attribute. */
public final class PlainShapes {
    private PlainShapes() {}

    public static List<MessageShape> all() {
        return List.of(
                order("token before the payload", json("{'TaskToken':'<A>',<order>}")),
                order("token after the payload", json("{<order>,'TaskToken':'<A>'}")),
                order("token amid the payload", json("{'orderId':'order-42','TaskToken':'<A>','amount':1999}")),
                order("myTaskToken", json("{'myTaskToken':'<A>',<order>}")),
                order("task_token", json("{'task_token':'<A>',<order>}")),
                order("TASK-TOKEN", json("{'TASK-TOKEN':'<A>',<order>}")),
                order("sfnToken", json("{'sfnToken':'<A>',<order>}")),
                order("weak name token", json("{'token':'<A>',<order>}")),
                order("weak name callbackToken", json("{<order>,'callbackToken':'<A>'}")),
                order("key with a unicode escape", json("{'Task\\u0054oken':'<A>',<order>}")),
                order(
                        "token with escaped slashes",
                        json("{'TaskToken':'<A>',<order>}").replace("/", "\\/")),
                order("byte order mark", "\uFEFF" + json("{'TaskToken':'<A>',<order>}")),
                order("white space around everything", json("\r\n\t { 'TaskToken' : '<A>' , <order> } \n")),
                order("token in an attribute", json("{<order>}"), attribute("TaskToken")),
                order("weak name in an attribute", json("{<order>}"), attribute("token")),
                order(
                        "equal copies in body and attribute",
                        json("{'taskToken':'<A>',<order>}"),
                        attribute("taskToken")),
                found(
                        "text that is no JSON beside an attribute",
                        "ship it",
                        attribute("TaskToken"),
                        "ship it",
                        "ship it"),
                order("token in a container", json("{'traceId':'t-1','meta':{'TaskToken':'<A>',<order>}}")),
                order("token eight containers down", inContainers(8)));
    }

    /** An order whose token is so many containers down. */
    static String inContainers(int containers) {
        return "{\"c\":".repeat(containers) + json("{'TaskToken':'<A>',<order>}") + "}".repeat(containers);
    }

    private static Map<String, String> attribute(String name) {
        return Map.of(name, ShapeText.TOKEN, "traceId", "t-1");
    }
}
