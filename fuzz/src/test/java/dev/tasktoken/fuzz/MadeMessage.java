package dev.tasktoken.fuzz;

import dev.tasktoken.delivery.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message that is made by a fuzzer's decisions, so that it is known whose tokens stand where. */
final class MadeMessage {
    private static final List<String> FILLERS = List.of(
            "\"orderId\":\"order-42\"",
            "\"amount\":1999",
            "\"lines\":[1,{\"sku\":\"a\"}]",
            "\"note\":null",
            "\"Id\":\"$$ 5\"");

    private final List<String> members = new ArrayList<>();
    private final List<String> beside = new ArrayList<>();
    private final List<String> second = new ArrayList<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final OwnToken own;
    private final List<ParentsToken> parents = new ArrayList<>();
    private final List<Wrapping> wrappings = new ArrayList<>();
    private final boolean attributesInside;
    private final String body;

    MadeMessage(Draw draw) {
        own = draw.of(List.of(OwnToken.values()));
        int others = draw.below(4);
        for (int i = 0; i < others; i++) {
            parents.add(draw.of(List.of(ParentsToken.values())));
        }
        int wrapped = draw.below(6);
        for (int i = 0; i < wrapped; i++) {
            wrappings.add(draw.of(List.of(Wrapping.values())));
        }
        attributesInside = draw.below(2) == 1;
        own.write(this, draw);
        parents.forEach(parent -> parent.write(this, draw));
        for (int i = draw.below(3); i > 0; i--) {
            members.add(draw.below(members.size() + 1), draw.of(FILLERS));
        }
        body = wrapped();
    }

    Delivery delivery() {
        Delivery.Builder delivery = Delivery.builder(body);
        attributes().forEach(delivery::attribute);
        return delivery.build();
    }

    String body() {
        return body;
    }

    /** What stands outside of the body. */
    Map<String, String> attributes() {
        return hasNotification() && attributesInside ? Map.of() : attributes;
    }

    /**
     * Whether the task's own token is named where nothing may stand against it, or is the only one. Two tokens of
     * others may stand under one key twice, which is refused.
     */
    boolean mustBeFound() {
        boolean isFound = parents.isEmpty()
                ? own.isNamed()
                : own.isStrong() && parents.size() == 1 && parents.get(0).isData();
        return isFound && Wrapping.areTakenOff(wrappings) && members.stream().noneMatch(JsonTexts::hasEnvelopeName);
    }

    /** Whether no rule can tell that another's token is not the task's own. */
    boolean mayBeTaken() {
        return parents.stream().anyMatch(own::isUnseenBeside)
                || (own.isNoToken() && !Wrapping.areTakenOff(wrappings)); // what is deeper never hinders
    }

    void key(String name, String value) {
        members.add(JsonTexts.member(name, value));
    }

    /** Puts a value somewhere inside the message, in a JSON text at times. */
    void data(String name, String value, Draw draw) {
        String data = JsonTexts.inside(name, value, draw);
        key(JsonTexts.container(draw), draw.below(5) == 4 ? JsonTexts.quoted(data) : data);
    }

    void attribute(String name, String value) {
        attributes.put(name, value);
    }

    void beside(String name, String value) {
        beside.add(JsonTexts.member(name, value));
    }

    void second(String message) {
        second.add(message);
    }

    private boolean hasNotification() {
        return wrappings.contains(Wrapping.NOTIFICATION);
    }

    private String wrapped() {
        if (!beside.isEmpty() && wrappings.stream().noneMatch(Wrapping::isEnvelope)) {
            wrappings.add(Wrapping.NOTIFICATION);
        }
        String json = JsonTexts.object(members);
        boolean isFirst = true;
        for (Wrapping wrapping : wrappings) {
            boolean takes = isFirst && wrapping.isEnvelope();
            boolean takesAttributes = attributesInside && wrapping == Wrapping.NOTIFICATION;
            json = wrapping.around(
                    json,
                    takes ? beside : List.of(),
                    takes ? second : List.of(),
                    takesAttributes ? attributes : Map.of());
            isFirst &= !takes;
        }
        return json;
    }

    /** Shows no token. */
    @Override
    public String toString() {
        String text = own + " " + parents + " " + wrappings + " " + attributes + " " + body;
        String shown = text.replace(Tokens.OWN, "<A>").replace(Tokens.OWN.replace("/", "\\/"), "<A>");
        for (String parent : Tokens.PARENTS) {
            shown = shown.replace(parent, "<B>").replace(parent.replace("/", "\\/"), "<B>");
        }
        return shown.replace(dev.tasktoken.testkit.TestTokens.PREFIX, "<token>");
    }
}
