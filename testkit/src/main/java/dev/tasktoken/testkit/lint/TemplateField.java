package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field whose texts may be paths or expressions. */
record TemplateField(String field, JsonNode value, boolean jsonata) {
    /** Where a text stands; written out only for a message, for there can be very many of them, very deep. */
    record Place(@Nullable Place parent, String step) {
        private static final int MOST_STEPS = 12;

        @Override
        public String toString() {
            Deque<String> steps = new ArrayDeque<>();
            for (Place place = this; place != null; place = place.parent()) {
                steps.push(place.parent() == null || place.step().startsWith("[") ? place.step() : "." + place.step());
                if (steps.size() > MOST_STEPS) {
                    steps.push("...");
                    break;
                }
            }
            return String.join("", steps);
        }
    }

    /**
     * A text of a template.
     *
     * @param place where it stands, {@code Parameters.MessageBody.TaskToken.$}
     * @param key the key it is the value of, with its {@code .$}; empty in a list
     * @param text what stands there
     * @param jsonata whether it is in a JSONata state
     */
    record Text(Place place, String key, String text, boolean jsonata) {
        /** Whether the service takes it for a path or an expression, and not for what it says. */
        boolean isEvaluated() {
            return jsonata ? isExpression(text) : isPathKey();
        }

        boolean isPathKey() {
            return key.endsWith(".$");
        }

        /** Whether a deployment may put a path or an expression here. */
        boolean isOpen() {
            boolean isWhole = jsonata && text.startsWith("${") && text.endsWith("}");
            return Placeholders.isBare(text) || isWhole || (isEvaluated() && Placeholders.isIn(text));
        }
    }

    static boolean isExpression(String text) {
        return text.length() >= 4 && text.startsWith("{%") && text.endsWith("%}");
    }

    List<Text> texts() {
        List<Text> texts = new ArrayList<>();
        collect(new Place(null, field), field, value, texts);
        return texts;
    }

    private void collect(Place place, String key, JsonNode node, List<Text> texts) {
        if (node.isTextual()) {
            texts.add(new Text(place, key, node.textValue(), jsonata));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(new Place(place, "[" + i + "]"), "", node.get(i), texts);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            collect(new Place(place, EscapedName.name(member.getKey())), member.getKey(), member.getValue(), texts);
        }
    }
}
