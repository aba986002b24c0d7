package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Says why a reader does not find a token that is there, and how the definition or the reader can be changed. */
final class TokenAdvice {
    private static final String NAMES =
            "a reader knows taskToken, names that end in it, and sfnToken, and less surely token"
                    + " and callbackToken";

    private TokenAdvice() {}

    static String of(SampleDeliveries.Message message) {
        for (Map.Entry<String, String> attribute : message.attributes().entrySet()) {
            if (attribute.getValue().equals(SampleContext.TOKEN)) {
                return "the attribute " + EscapedName.quoted(attribute.getKey()) + " has another name (" + NAMES
                        + "); call it TaskToken, or tell the reader with tokenInAttribute(...)";
            }
        }
        return place(message.body(), JsonPointer.empty())
                .map(place -> at(message.body().at(place), place))
                .orElse("it is inside a key; put it into a value");
    }

    private static String at(JsonNode value, JsonPointer place) {
        if (!value.asText().equals(SampleContext.TOKEN)) {
            return (place.matches() ? "it is part of a longer text" : "it is part of the text at " + shown(place))
                    + ", and nothing marks where it ends; send it under a key of its own, taskToken, or find it with"
                    + " CallbackReader.builder().tokenBy(...)";
        }
        if (place.matches()) {
            return "it is the whole message; send an object with the key taskToken";
        }
        String advice = ", or tell the reader with CallbackReader.builder().tokenAt(\"" + shown(place) + "\")";
        if (isBelow(place, step -> step.getMatchingProperty().equalsIgnoreCase("input"))) {
            return "it is at " + shown(place)
                    + ", and input is not searched, it may carry a parent's token; send it beside" + " input" + advice;
        }
        return isBelow(place, JsonPointer::mayMatchElement) || place.last().mayMatchElement()
                ? "it is in a list, at " + shown(place) + ", and lists are not searched; send it under a key of its own"
                        + advice
                : "the key " + EscapedName.quoted(place.last().getMatchingProperty())
                        + " does not mark it as one, or is too deep" + " (" + NAMES + "); call it taskToken" + advice;
    }

    private static Optional<JsonPointer> place(JsonNode node, JsonPointer here) {
        if (node.isTextual()) {
            return node.textValue().contains(SampleContext.TOKEN) ? Optional.of(here) : Optional.empty();
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            Optional<JsonPointer> found = place(node.get(i), here.appendIndex(i));
            if (found.isPresent()) {
                return found;
            }
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            Optional<JsonPointer> found = place(member.getValue(), here.appendProperty(member.getKey()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isBelow(JsonPointer place, Predicate<JsonPointer> step) {
        for (JsonPointer around = place.head(); !around.matches(); around = around.head()) {
            if (step.test(around.last())) {
                return true;
            }
        }
        return false;
    }

    private static String shown(JsonPointer place) {
        return EscapedName.name(place.toString());
    }
}
