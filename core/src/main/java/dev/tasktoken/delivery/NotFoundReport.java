package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.internal.LogText;
import dev.tasktoken.internal.TokenName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reports what was looked at when no token was found: keys and attribute names, never values. Reads the message a
 * second time.
 */
final class NotFoundReport {
    private static final int SHOWN = 20;
    private static final int LONGEST_KEY = 80;
    private static final int DEEPEST = 3;

    private final List<String> keys = new ArrayList<>();
    private boolean literalPathKey;

    private NotFoundReport() {}

    static TaskTokenException of(UnwrappedDelivery delivery, String why) {
        String problem = delivery.problem();
        List<String> attributes = delivery.attributes().stream()
                .flatMap(names -> names.keySet().stream())
                .sorted()
                .limit(SHOWN)
                .map(LogText::name)
                .toList();
        if (problem != null) {
            return new UnreadableDeliveryException(
                    "The body cannot be read: " + problem + "; message attributes " + attributes);
        }
        NotFoundReport looked = new NotFoundReport();
        looked.read(delivery);
        return new TokenNotFoundException("No " + delivery.rules().names().what() + " found: " + why
                + ". Keys looked at " + looked.keys + ", message attributes " + attributes
                + looked.advice(delivery.rules().names()));
    }

    private String advice(IdNames names) {
        if (!names.areOfTasks()) {
            return ". For another name than callbackId say where it is with CallbackReader.builder().tokenAt(...)";
        }
        return literalPathKey
                ? ". A key ends in .$ here, so the definition's path was never resolved: it stands where paths are not"
                        + " replaced"
                : ". In the definition: \"TaskToken.$\": \"$$.Task.Token\"; for another name say where it is with"
                        + " CallbackReader.builder().tokenAt(...)";
    }

    private void read(UnwrappedDelivery delivery) {
        try (JsonParser parser = delivery.message().document().parser()) {
            int depth = 0;
            for (JsonToken token = parser.nextToken();
                    token != null && keys.size() < SHOWN;
                    token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    addKey(parser);
                } else if (token == JsonToken.START_ARRAY || (token == JsonToken.START_OBJECT && depth == DEEPEST)) {
                    parser.skipChildren();
                } else if (token == JsonToken.START_OBJECT) {
                    depth++;
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                }
            }
        } catch (IOException e) {
            keys.add("...");
        }
    }

    private void addKey(JsonParser parser) throws IOException {
        String key = parser.currentName();
        if (key.endsWith(".$") && TokenName.of(key.substring(0, key.length() - 2)) != TokenName.NONE) {
            literalPathKey = true;
        }
        keys.add(LogText.path(parser.getParsingContext().pathAsPointer(), LONGEST_KEY));
    }
}
