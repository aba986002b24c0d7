package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.tasktoken.internal.LogText;
import dev.tasktoken.internal.TokenLike;
import dev.tasktoken.internal.TokenName;
import dev.tasktoken.internal.TokenSlip;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a whole message, outside {@code input}, for the task's own token when the one that was found may be a
 * parent's. A text like a token counts in a list, a link or a JSON text, under any name. So does the path to the token
 * as a text, if it is no deeper than what was found.
 */
final class TokenLikeTexts {
    private static final int MAX_NESTED_TEXTS = 4;

    private final ReadingRules rules;
    private final TokenCandidate found;
    private final boolean isEvent;
    private final boolean strongNamesOnly;

    private TokenLikeTexts(UnwrappedDelivery delivery, TokenCandidate found, boolean strongNamesOnly) {
        this.rules = delivery.rules();
        this.found = found;
        this.isEvent = delivery.message().isEvent();
        this.strongNamesOnly = strongNamesOnly;
    }

    /** The place of a text that rivals what was found in a container; null if there is none. */
    static @Nullable String rivalOf(TokenCandidate found, UnwrappedDelivery delivery) {
        String attribute = attributeLikeAToken(found, delivery);
        return attribute == null ? new TokenLikeTexts(delivery, found, false).in(delivery) : attribute;
    }

    /** The same for a weak name in a deliberate place, which only strong names rival, wherever they are. */
    static @Nullable String strongRivalOf(TokenCandidate found, UnwrappedDelivery delivery) {
        return new TokenLikeTexts(delivery, found, true).in(delivery);
    }

    /**
     * An attribute of any name, with a token or the path to one, that makes every token of the body ambiguous; null if
     * there is none.
     */
    static @Nullable String attributeLikeAToken(TokenCandidate found, UnwrappedDelivery delivery) {
        for (Map<String, String> attributes : delivery.attributes()) {
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                String value = attribute.getValue();
                if (TokenLike.isIn(value, found.value()) || TokenSlip.mentions(value)) {
                    return TokenCandidate.Place.attribute(attribute.getKey()).describe();
                }
            }
        }
        return null;
    }

    /**
     * The place of a text beside what a notification or an event holds; null if those are as their service wrote them.
     */
    static @Nullable String besideEnvelope(TokenCandidate found, UnwrappedDelivery delivery) {
        for (UnwrappedDelivery.Layer layer : delivery.layers()) {
            String rival = layer.mayHoldMore()
                    ? new TokenLikeTexts(delivery, found, false).in(layer.document(), layer.kind())
                    : null;
            if (rival != null) {
                return rival;
            }
        }
        return null;
    }

    /** {@link #besideEnvelope} looks at what is around the message. */
    private @Nullable String in(UnwrappedDelivery delivery) {
        return in(delivery.message().document(), EnvelopeKind.NONE);
    }

    /** What is no JSON, or has a text that is too long for the parser, is one text. */
    private @Nullable String in(JsonDocument document, EnvelopeKind kind) {
        try {
            return in(document, kind, 0, 0);
        } catch (IOException e) {
            return isNamedToken(document.text(), "") || isSlip(document.text())
                    ? LogText.path(JsonPointer.empty(), 200)
                    : null;
        }
    }

    /** Looks everywhere but at what is looked at in its own right, and at what cannot be a token. */
    private @Nullable String in(JsonDocument document, EnvelopeKind kind, int containers, int nestedTexts)
            throws IOException {
        TransportTexts transport = new TransportTexts(document, kind);
        try (JsonParser parser = document.parser()) {
            String before = "";
            for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
                if (next == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    if (isToken(name) && !strongNamesOnly) {
                        return place(parser);
                    }
                    boolean isOfRoot = parser.getParsingContext().getParent().inRoot();
                    next = parser.nextToken();
                    boolean isHeld = isOfRoot && kind.holds(name, next == JsonToken.VALUE_STRING);
                    if (isHeld || isInput(name)) {
                        parser.skipChildren();
                        continue;
                    }
                }
                if (next == JsonToken.VALUE_STRING) {
                    String text = parser.getText();
                    boolean isRival = isRival(parser, text, containers, nestedTexts)
                            && !transport.isOne(parser.getParsingContext().pathAsPointer());
                    if (isRival || isNamedBy(before, text)) {
                        return place(parser);
                    }
                    before = text;
                }
            }
            return null;
        }
    }

    private boolean isInput(String name) {
        return !rules.searchInput() && TokenName.isInput(name);
    }

    /** Whether two texts are a strong name and a token, as in lists of names and values, and of arguments. */
    private boolean isNamedBy(String one, String other) {
        return strongNamesOnly && ((isStrong(one) && isToken(other)) || (isStrong(other) && isToken(one)));
    }

    private boolean isStrong(String name) {
        return rules.names().of(name) == TokenName.STRONG;
    }

    /** JSON is looked through as such, for it may have an {@code input}, too; what is none is a text like any other. */
    private boolean isRival(JsonParser parser, String text, int containers, int nestedTexts) throws IOException {
        if (text.length() < TokenLike.SHORTEST && !isSlip(text)) {
            return false;
        }
        int here = containers + Math.max(0, parser.getParsingContext().getNestingDepth() - 1);
        if (nestedTexts < MAX_NESTED_TEXTS && beginsLikeJson(text.stripLeading())) {
            try {
                return in(JsonDocument.of(text), EnvelopeKind.NONE, here + 1, nestedTexts + 1) != null;
            } catch (IOException e) {
                return isRivalText(parser, text, here);
            }
        }
        return isRivalText(parser, text, here);
    }

    private boolean isRivalText(JsonParser parser, String text, int containers) throws IOException {
        return isNamedToken(text, nameOf(parser)) || (isSlip(text) && lifted(parser, containers) <= found.depth());
    }

    private boolean isNamedToken(String text, String name) {
        boolean isNamed = !strongNamesOnly || isStrong(name) || rules.names().areMentioned(text);
        return isNamed && isToken(text);
    }

    private boolean isSlip(String text) {
        return !strongNamesOnly && rules.names().areOfTasks() && TokenSlip.mentions(text);
    }

    private static String nameOf(JsonParser parser) throws IOException {
        String name = parser.currentName();
        return name == null ? "" : name;
    }

    private static boolean beginsLikeJson(String text) {
        return text.startsWith("[") || text.startsWith("{");
    }

    /** The keys of an event's detail are the message's own, and so are the values of its attributes. */
    private int lifted(JsonParser parser, int containers) {
        JsonPointer place = parser.getParsingContext().pathAsPointer();
        int inDetail = isEvent && UnwrappedDelivery.isInDetail(place) ? 1 : 0;
        return containers - inDetail - (isInAttributes(place) ? 2 : 0);
    }

    /** A value such as {@code /MessageAttributes/NAME/Value}. */
    private static boolean isInAttributes(JsonPointer place) {
        JsonPointer attribute = place.head();
        JsonPointer all = attribute == null ? null : attribute.head();
        return all != null && !all.matches() && all.last().getMatchingProperty().equalsIgnoreCase("messageAttributes");
    }

    private boolean isToken(String text) {
        return TokenLike.isIn(text, found.value());
    }

    private static String place(JsonParser parser) {
        return LogText.path(parser.getParsingContext().pathAsPointer(), 200);
    }
}
