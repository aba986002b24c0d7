package dev.tasktoken;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a whole message, outside {@code input}, for what may be the task's own token when the one that was
 * found may be a parent's: a text like a token in a list, a link, a JSON text, under any name; or the path to the token
 * as a text, no deeper than what was found.
 */
final class TokenLikeTexts {
    /** Signatures and handles that SNS and SQS put around a message. */
    private static final Set<String> ENVELOPE_FIELDS = Set.of("Signature", "receiptHandle", "ReceiptHandle");

    private static final int MAX_NESTED_TEXTS = 4;

    private final boolean searchInput;
    private final String token;
    private final int depth;
    private final boolean isEvent;

    private TokenLikeTexts(UnwrappedDelivery delivery, TokenCandidate found) {
        this.searchInput = delivery.rules().searchInput();
        this.token = found.value();
        this.depth = found.depth();
        this.isEvent = delivery.message().isEvent();
    }

    /** The place of a text that rivals what was found; null if there is none. */
    static @Nullable String rivalOf(TokenCandidate found, UnwrappedDelivery delivery) {
        String attribute = attributeLikeAToken(found, delivery);
        if (attribute != null) {
            return attribute;
        }
        try {
            TokenLikeTexts texts = new TokenLikeTexts(delivery, found);
            return texts.in(delivery.message().document(), 0, 0);
        } catch (IOException e) {
            return null; // it was read before
        }
    }

    /** An attribute of any name that rivals every token of the body; null if there is none. */
    static @Nullable String attributeLikeAToken(TokenCandidate found, UnwrappedDelivery delivery) {
        for (Map<String, String> attributes : delivery.attributes()) {
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                if (TokenLike.isIn(attribute.getValue(), found.value())) {
                    return TokenCandidate.Place.attribute(attribute.getKey()).describe();
                }
            }
        }
        return null;
    }

    private @Nullable String in(JsonDocument document, int containers, int nestedTexts) throws IOException {
        try (JsonParser parser = document.parser()) {
            for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
                if (next == JsonToken.FIELD_NAME) {
                    if (isToken(parser.currentName())) {
                        return place(parser);
                    }
                    skipIfNotSearched(parser);
                } else if (next == JsonToken.VALUE_STRING && isRival(parser, containers, nestedTexts)) {
                    return place(parser);
                }
            }
            return null;
        }
    }

    private void skipIfNotSearched(JsonParser parser) throws IOException {
        String name = parser.currentName();
        boolean isInput = !searchInput && TokenName.isInput(name);
        if (isInput || ENVELOPE_FIELDS.contains(name)) {
            parser.nextToken();
            parser.skipChildren();
        }
    }

    private boolean isRival(JsonParser parser, int containers, int nestedTexts) throws IOException {
        String text = parser.getText();
        boolean isSlip = TokenSlip.mentions(text);
        if (text.length() < TokenLike.SHORTEST && !isSlip) {
            return false;
        }
        int here = containers + Math.max(0, parser.getParsingContext().getNestingDepth() - 1);
        String begin = text.stripLeading();
        if (begin.startsWith("{") || begin.startsWith("[")) {
            return nestedTexts < MAX_NESTED_TEXTS ? isRivalInJson(text, here + 1, nestedTexts + 1) : isToken(text);
        }
        return isToken(text) || (isSlip && lifted(parser, here) <= depth);
    }

    /** What is JSON is looked through as such, for it may have an {@code input}, too. */
    private boolean isRivalInJson(String text, int containers, int nestedTexts) {
        try {
            return in(JsonDocument.of(text), containers, nestedTexts) != null;
        } catch (IOException e) {
            return isToken(text);
        }
    }

    /** The keys of an event's detail are the message's own. */
    private int lifted(JsonParser parser, int containers) {
        boolean isInside = isEvent
                && UnwrappedDelivery.isInDetail(parser.getParsingContext().pathAsPointer());
        return isInside ? containers - 1 : containers;
    }

    private boolean isToken(String text) {
        return TokenLike.isIn(text, token);
    }

    private static String place(JsonParser parser) {
        return Printable.path(parser.getParsingContext().pathAsPointer(), 200);
    }
}
