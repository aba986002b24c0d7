package dev.tasktoken;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An SNS notification with nothing in it but what SNS writes, taken apart by looking at its text: parsing it, only to
 * parse the message in it next, takes as long as the message's own parsing. Gives up on whatever needs a parser.
 */
final class PlainNotification {
    private final String text;
    private final Set<String> keys = new HashSet<>();
    private final Set<String> attributes = new HashSet<>();
    private @Nullable String type;
    private @Nullable String message;
    private int at;

    private PlainNotification(String text) {
        this.text = text;
    }

    /**
     * Takes the message out.
     *
     * @return null if this is anything else than a plain notification, or has an attribute whose name marks a task
     *     token
     */
    static @Nullable String message(String text) {
        PlainNotification notification = new PlainNotification(text);
        boolean isRead = notification.takeMembers(notification::takeMember) && notification.isAtEnd();
        boolean isNotification = "Notification".equals(notification.type) && notification.keys.contains("TopicArn");
        return isRead && isNotification ? notification.message : null;
    }

    /** Reads an object of at least one member; false as soon as something is out of the ordinary. */
    private boolean takeMembers(Predicate<String> takeValue) {
        if (!take('{')) {
            return false;
        }
        do {
            String key = takePlain();
            if (key == null || !take(':') || !takeValue.test(key)) {
                return false;
            }
        } while (take(','));
        return take('}');
    }

    private boolean takeMember(String key) {
        if (!SnsEnvelope.isKey(key) || !keys.add(key)) {
            return false;
        }
        return switch (key) {
            case "Message" -> takeMessage();
            case "MessageAttributes" -> takeMembers(this::takeAttribute);
            case "Type" -> (type = takePlain()) != null;
            default -> takePlain() != null;
        };
    }

    private boolean takeMessage() {
        skipBlanks();
        StringValue value = at < text.length() && text.charAt(at) == '"' ? StringValue.at(text, at) : null;
        if (value == null) {
            return false;
        }
        message = value.text();
        at = value.end() + 1;
        return true;
    }

    private boolean takeAttribute(String name) {
        Set<String> parts = new HashSet<>();
        return TokenName.of(name) == TokenName.NONE
                && attributes.add(name)
                && takeMembers(part -> parts.add(part) && takePlain() != null);
    }

    /** Reads a string without escapes; null if the next value is none. */
    private @Nullable String takePlain() {
        if (!take('"')) {
            return null;
        }
        int start = at;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                return text.substring(start, at++);
            }
            if (c == '\\' || c < ' ') {
                return null;
            }
        }
        return null;
    }

    private boolean take(char expected) {
        skipBlanks();
        boolean isThere = at < text.length() && text.charAt(at) == expected;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private boolean isAtEnd() {
        skipBlanks();
        return at == text.length();
    }

    private void skipBlanks() {
        at = JsonBlanks.skip(text, at);
    }
}
