package dev.tasktoken.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What relays put around a message. */
enum Wrapping {
    NOTIFICATION,
    EVENT,
    TEXT;

    private static final int MOST = 4;

    boolean isEnvelope() {
        return this != TEXT;
    }

    /**
     * Whether a reader sees the message's own keys: an event is opened as the innermost only, and no more than four.
     */
    static boolean areTakenOff(List<Wrapping> innermostFirst) {
        long others =
                innermostFirst.stream().filter(wrapping -> wrapping != EVENT).count();
        return innermostFirst.lastIndexOf(EVENT) <= 0 && others <= MOST;
    }

    /**
     * Wraps.
     *
     * @param beside members that stand beside the message
     * @param second messages that stand under the same key
     */
    String around(String json, List<String> beside, List<String> second, Map<String, String> attributes) {
        if (this == TEXT) {
            return JsonTexts.quoted(json);
        }
        List<String> members = new ArrayList<>(beside);
        second.forEach(other -> members.add(message(other)));
        members.addAll(
                this == EVENT
                        ? List.of("\"version\":\"0\"", "\"detail-type\":\"d\"", "\"source\":\"s\"")
                        : List.of(
                                "\"Type\":\"Notification\"",
                                "\"TopicArn\":\"arn:aws:sns:eu-central-1:123456789012:t\""));
        members.add(message(json));
        if (!attributes.isEmpty()) {
            List<String> inside = new ArrayList<>();
            attributes.forEach((name, value) -> inside.add(JsonTexts.member(
                    name, JsonTexts.object(List.of("\"Type\":\"String\"", "\"Value\":" + JsonTexts.quoted(value))))));
            members.add(JsonTexts.member("MessageAttributes", JsonTexts.object(inside)));
        }
        return JsonTexts.object(members);
    }

    private String message(String json) {
        return this == EVENT ? JsonTexts.member("detail", json) : JsonTexts.member("Message", JsonTexts.quoted(json));
    }
}
