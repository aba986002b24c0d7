package dev.tasktoken;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivery with its wrappings taken off, and everything in it that could be its task token. */
final class OpenedDelivery {
    private static final int MAX_WRAPPINGS = 4;
    private static final int MAX_CANDIDATES = 256;
    private static final JsonPointer DETAIL = JsonPointer.compile("/detail");

    private final ObjectMapper mapper;
    private final boolean searchInput;
    private final boolean attributeValues;
    private final LargeMessages largeMessages;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Map<String, String>> attributes = new ArrayList<>();
    private final List<TokenCandidate> candidates = new ArrayList<>();
    private final List<Context> contexts = new ArrayList<>();
    private @Nullable String problem;
    private boolean hasMoreCandidates;
    private boolean hasMoreTexts;

    /** A document, outermost first, and where the message's own keys are in it. */
    record Layer(JsonDocument document, JsonPointer base) {}

    /** A passed-on context object. */
    record Context(JsonDocument document, JsonPointer place) {}

    private OpenedDelivery(Delivery delivery, CallbackReader reader) {
        this.mapper = reader.mapper();
        this.searchInput = reader.searchesInput();
        this.attributeValues = reader.readsAttributeValues();
        this.largeMessages = reader.largeMessages();
        addAttributes(delivery.allAttributes());
    }

    static OpenedDelivery open(Delivery delivery, CallbackReader reader) {
        OpenedDelivery opened = new OpenedDelivery(delivery, reader);
        opened.openBody(delivery.body(), 0);
        return opened;
    }

    /** The same for a body that was scanned already, while its payload was bound. */
    static OpenedDelivery afterScan(Delivery delivery, TokenScan scan, CallbackReader reader) {
        OpenedDelivery opened = new OpenedDelivery(delivery, reader);
        opened.unwrap(delivery.body(), scan, 0);
        return opened;
    }

    ObjectMapper mapper() {
        return mapper;
    }

    List<Layer> layers() {
        return layers;
    }

    /** The message itself, all wrappings off. */
    Layer message() {
        return layers.get(layers.size() - 1);
    }

    List<Map<String, String>> attributes() {
        return attributes;
    }

    List<TokenCandidate> candidates() {
        return candidates;
    }

    List<Context> contexts() {
        return contexts;
    }

    /** Why the message cannot be read as JSON, or null if it can. */
    @Nullable String problem() {
        return problem;
    }

    /** Whether something that could rival this candidate was not looked at. */
    boolean hasUnseenRivalsOf(TokenCandidate candidate) {
        boolean nearest = candidate.level() == TokenCandidate.OWN_KEY && candidate.strength() == TokenName.STRONG;
        return hasMoreCandidates || (hasMoreTexts && !nearest);
    }

    private void openBody(JsonDocument body, int wrappings) {
        if (wrappings > MAX_WRAPPINGS) {
            throw new UnreadableDeliveryException("The message is wrapped more than " + MAX_WRAPPINGS + " times");
        }
        JsonDocument document = body;
        TokenScan scan;
        try {
            document = attributeValues ? AttributeValues.plain(body, mapper) : body;
            scan = scanned(document, 0);
        } catch (IOException e) {
            layers.add(new Layer(document, JsonPointer.empty()));
            problem = describe(e);
            return;
        }
        unwrap(document, scan, wrappings);
    }

    private TokenScan scanned(JsonDocument document, int level) throws IOException {
        TokenScan scan = new TokenScan(document, level, searchInput);
        try (JsonParser parser = document.parser(mapper)) {
            scan.run(parser);
        }
        return scan;
    }

    private void unwrap(JsonDocument document, TokenScan scan, int wrappings) {
        LargeMessages.Pointer pointer = scan.shape().isArray() ? LargeMessages.pointer(document, mapper) : null;
        SnsEnvelope envelope = scan.shape().isSns() && !hasOwnToken(scan) ? openSns(document) : null;
        layers.add(new Layer(document, scan.shape().isEvent() ? DETAIL : JsonPointer.empty()));
        if (pointer != null) {
            openLargeMessage(pointer, wrappings);
        } else if (envelope != null) {
            addAttributes(envelope.attributes());
            openBody(JsonDocument.of(envelope.message()), wrappings + 1);
        } else if (scan.depth() == 0 && isOneText(scan)) {
            openBody(JsonDocument.of(scan.texts().get(0).text()), wrappings + 1);
        } else {
            take(document, scan, 0);
        }
    }

    private void openLargeMessage(LargeMessages.Pointer pointer, int wrappings) {
        if (largeMessages.areFollowed()) {
            openBody(largeMessages.follow(pointer), wrappings + 1);
        } else {
            problem = "it is a pointer to a large message in S3, and nothing was set to follow it; see"
                    + " CallbackReader.builder().largeMessages(...)";
        }
    }

    /**
     * SNS puts no task token beside its message; what has one there is a message that only looks like a notification.
     */
    private static boolean hasOwnToken(TokenScan scan) {
        for (TokenCandidate candidate : scan.candidates()) {
            boolean isOwn = candidate.level() == TokenCandidate.OWN_KEY && candidate.isText();
            if (isOwn && !isConfirmationsToken(candidate)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConfirmationsToken(TokenCandidate candidate) {
        return candidate.name().equals("Token");
    }

    private static boolean isOneText(TokenScan scan) {
        return scan.texts().size() == 1 && scan.texts().get(0).place().matches();
    }

    private @Nullable SnsEnvelope openSns(JsonDocument document) {
        try {
            return SnsEnvelope.open(document, mapper);
        } catch (IOException e) {
            throw new UnreadableDeliveryException("The notification cannot be read: " + describe(e));
        }
    }

    private void take(JsonDocument document, TokenScan scan, int wrappings) {
        hasMoreTexts |= scan.hasMoreTexts();
        hasMoreCandidates |= scan.hasMoreCandidates();
        if (candidates.size() + scan.candidates().size() > MAX_CANDIDATES) {
            hasMoreCandidates = true;
            return;
        }
        boolean event = scan.shape().isEvent();
        for (TokenCandidate candidate : scan.candidates()) {
            candidates.add(event ? liftedOutOfDetail(candidate) : candidate);
        }
        for (JsonPointer place : scan.contexts()) {
            contexts.add(new Context(document, place));
        }
        if (wrappings >= MAX_WRAPPINGS) {
            return;
        }
        for (TokenScan.InnerText text : scan.texts()) {
            openText(event ? liftedOutOfDetail(text) : text, wrappings + 1);
        }
    }

    /** The keys of an event's detail are the message's own. */
    private static TokenCandidate liftedOutOfDetail(TokenCandidate candidate) {
        int containers = candidate.level() - TokenCandidate.CONTEXT;
        return isInDetail(candidate.place()) && containers > 0
                ? candidate.atLevel(TokenScan.rank(containers - 1))
                : candidate;
    }

    private static TokenScan.InnerText liftedOutOfDetail(TokenScan.InnerText text) {
        return isInDetail(text.place()) ? text.atLevel(text.level() - 1) : text;
    }

    private static boolean isInDetail(JsonPointer place) {
        return place.getMatchingProperty().equals("detail");
    }

    /** A string that looks like JSON and is not stays what it is: a string. */
    private void openText(TokenScan.InnerText inner, int wrappings) {
        JsonDocument document = JsonDocument.of(inner.text());
        TokenScan scan;
        try {
            scan = scanned(document, inner.level());
        } catch (IOException e) {
            return;
        }
        take(document, scan, wrappings);
    }

    private void addAttributes(Map<String, String> more) {
        attributes.add(more);
        more.forEach((name, value) -> {
            if (TokenName.of(name) != TokenName.NONE && !value.isEmpty()) {
                candidates.add(TokenCandidate.attribute(name, value));
            }
        });
    }

    private static String describe(IOException e) {
        if (e instanceof UnexpectedContent content) {
            return content.what();
        }
        if (e instanceof StreamConstraintsException) {
            return "it is nested deeper, or has longer texts or numbers, than the mapper allows (by default 1,000 deep)";
        }
        if (e instanceof JacksonException json && json.getLocation() != null) {
            return "it is not JSON at line " + json.getLocation().getLineNr() + ", column "
                    + json.getLocation().getColumnNr();
        }
        return "it is not JSON";
    }
}
