package dev.tasktoken.fuzz;

import dev.tasktoken.delivery.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message of a durable function, made by a fuzzer's decisions: whose callback ids and task tokens stand where. */
final class MadeCallback {
    static final String OWN = "c2FnYSs4L3g+PD8rLzE3MjM5MTI4MzcxMjM4Nw==";
    static final String ANOTHERS = "c2FnYSs4L3g+PD8rLzE3MjM5MTI4MzcxMjM4OA==";

    private static final List<String> STRONG =
            List.of("callbackId", "CallbackId", "callback_id", "CALLBACK-ID", "expenseCallbackId");
    private static final List<String> NAMED_PARENTS = List.of("parentCallbackId", "parent_callback_id");

    /** Where the function puts the id of its own callback. */
    private enum Own {
        STRONG_KEY,
        STRONG_ATTRIBUTE,
        EITHER_KEY,
        STRONG_INSIDE,
        UNKNOWN_KEY,
        MISSING
    }

    /** What else is in the message. */
    private enum Other {
        CALLBACK_INSIDE,
        CALLBACK_NAMED,
        CALLBACK_MERGED,
        TASK_KEY,
        TASK_INSIDE,
        TASK_PATH,
        TASK_EMPTY
    }

    private final List<String> members = new ArrayList<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Wrapping> wrappings = new ArrayList<>();
    private final List<Other> others = new ArrayList<>();
    private final Own own;
    private final String body;

    MadeCallback(Draw draw) {
        own = draw.of(List.of(Own.values()));
        for (int i = draw.below(4); i > 0; i--) {
            others.add(draw.of(List.of(Other.values())));
        }
        for (int i = draw.below(4); i > 0; i--) {
            wrappings.add(draw.of(List.of(Wrapping.values())));
        }
        writeOwn(draw);
        others.forEach(other -> write(other, draw));
        members.add(draw.below(members.size() + 1), "\"orderId\":\"order-42\"");
        String json = JsonTexts.object(members);
        for (Wrapping wrapping : wrappings) {
            json = wrapping.around(json, List.of(), List.of(), Map.of());
        }
        body = json;
    }

    Delivery delivery() {
        Delivery.Builder delivery = Delivery.builder(body);
        attributes.forEach(delivery::attribute);
        return delivery.build();
    }

    /** Whether the id is named among the message's own keys, and nothing else is that a rule would weigh against it. */
    boolean mustBeFound() {
        return hasStrong()
                && others.stream().allMatch(other -> other == Other.CALLBACK_INSIDE || other == Other.TASK_EMPTY)
                && isOpen();
    }

    /** Whether nothing in the message says that another's callback id is not its own. */
    boolean mayBeAnothers() {
        return !hasStrong() || !Wrapping.areTakenOff(wrappings);
    }

    /** Whether a task's token is in it, where a reader looks. */
    boolean hasTask() {
        return others.contains(Other.TASK_KEY) && Wrapping.areTakenOff(wrappings);
    }

    private boolean hasStrong() {
        return own == Own.STRONG_KEY || own == Own.STRONG_ATTRIBUTE;
    }

    private boolean isOpen() {
        return Wrapping.areTakenOff(wrappings) && members.stream().noneMatch(JsonTexts::hasEnvelopeName);
    }

    private void writeOwn(Draw draw) {
        switch (own) {
            case STRONG_KEY -> key(draw.of(STRONG), JsonTexts.quoted(OWN));
            case STRONG_ATTRIBUTE -> attributes.put(draw.of(STRONG), OWN);
            case EITHER_KEY -> key("callbackToken", JsonTexts.quoted(OWN));
            case STRONG_INSIDE -> inside(draw.of(STRONG), OWN, draw);
            case UNKNOWN_KEY -> key(draw.of(Tokens.UNKNOWN), JsonTexts.quoted(JsonTexts.text(OWN, draw)));
            case MISSING -> key(draw.of(STRONG), draw.of(Tokens.NOTHING));
        }
    }

    private void write(Other other, Draw draw) {
        switch (other) {
            case CALLBACK_INSIDE -> inside(draw.of(STRONG), ANOTHERS, draw);
            case CALLBACK_NAMED -> key(draw.of(NAMED_PARENTS), JsonTexts.quoted(ANOTHERS));
            case CALLBACK_MERGED -> key(draw.of(STRONG), JsonTexts.quoted(ANOTHERS));
            case TASK_KEY -> key(draw.of(Tokens.STRONG), JsonTexts.token(Tokens.OWN, draw));
            case TASK_INSIDE -> inside(draw.of(Tokens.STRONG), Tokens.OWN, draw);
            case TASK_PATH -> key(draw.of(Tokens.PLAIN), JsonTexts.quoted(draw.of(Tokens.PATHS)));
            case TASK_EMPTY -> key(draw.of(Tokens.PLAIN), "null");
        }
    }

    private void key(String name, String value) {
        members.add(JsonTexts.member(name, value));
    }

    private void inside(String name, String id, Draw draw) {
        key(JsonTexts.container(draw), JsonTexts.inside(name, JsonTexts.quoted(id), draw));
    }

    /** Shows no id. */
    @Override
    public String toString() {
        return (own + " " + others + " " + wrappings + " " + attributes.keySet() + " " + body)
                .replace(OWN, "<own>")
                .replace(ANOTHERS, "<another's>")
                .replace(Tokens.OWN, "<task's>")
                .replace(dev.tasktoken.testkit.TestTokens.PREFIX, "<token>");
    }
}
