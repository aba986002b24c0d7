package dev.tasktoken.testkit.internal.deliveries;

import static dev.tasktoken.testkit.internal.deliveries.ShapeText.json;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.refused;

import dev.tasktoken.InvalidTaskTokenException;
import java.util.List;
import java.util.Map;

/** Values in the token's place that are none, and the longest that is one. */
public final class UnfitShapes {
    private static final int LONGEST = 2048;

    private UnfitShapes() {}

    public static List<MessageShape> all() {
        String longest = SampleTokens.ofLength(LONGEST);
        return List.of(
                new MessageShape(
                        "token of 2048 characters",
                        withToken(longest),
                        Map.of(),
                        new MessageShape.Found(longest, ShapePayloads.ORDER_JSON, ShapePayloads.ORDER)),
                invalid("token of 2049 characters", SampleTokens.ofLength(LONGEST + 1)),
                invalid("token of no characters", ""),
                invalid("token of white space", "  "),
                invalid("the text $$.Task.Token", "$$.Task.Token"),
                invalid("the text of a JSONata expression", "{% $states.context.Task.Token %}"),
                refused(
                        "attribute with the text $$.Task.Token",
                        json("{<order>}"),
                        Map.of("TaskToken", "$$.Task.Token"),
                        InvalidTaskTokenException.class));
    }

    private static MessageShape invalid(String name, String token) {
        return refused(name, withToken(token), InvalidTaskTokenException.class);
    }

    private static String withToken(String token) {
        return json("{'TaskToken':'" + token + "',<order>}");
    }
}
