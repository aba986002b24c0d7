package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.tasktoken.internal.AttributeValues;
import dev.tasktoken.internal.TokenLike;
import dev.tasktoken.internal.TokenName;
import dev.tasktoken.internal.TokenSlip;
import dev.tasktoken.internal.UnexpectedContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivery with its wrappings taken off, and everything in it that could be its task token. */
final class UnwrappedDelivery {
    static final JsonPointer DETAIL = JsonPointer.compile("/detail");

    private static final int MAX_WRAPPINGS = 4;
    private static final int MAX_CANDIDATES = 256;

    /** So many JSON texts are opened in all, or a short body could have thousands of them opened. */
    private static final int MAX_TEXTS = 32;

    private final ReadingRules rules;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Map<String, String>> attributes = new ArrayList<>();
    private final List<TokenCandidate> candidates = new ArrayList<>();
    private final List<ContextObject> contexts = new ArrayList<>();
    private @Nullable String problem;
    private boolean isPointer;
    private int texts;
    private boolean hasMoreCandidates;
    private boolean hasMoreTexts;
    private boolean hasTwoDetails;

    /**
     * A document, outermost first.
     *
     * @param document the text
     * @param base where the message's own keys are in it
     * @param kind what the document is
     * @param mayHoldMore whether it is an envelope with a key or a value that is long enough for a token, or with
     *     something like a path, beside the message
     */
    record Layer(JsonDocument document, JsonPointer base, EnvelopeKind kind, boolean mayHoldMore) {
        boolean isEvent() {
            return !base.matches();
        }
    }

    private UnwrappedDelivery(Delivery delivery, ReadingRules rules) {
        this.rules = rules;
        addAttributes(delivery.allAttributes());
    }

    static UnwrappedDelivery of(Delivery delivery, ReadingRules rules) {
        UnwrappedDelivery unwrapped = new UnwrappedDelivery(delivery, rules);
        unwrapped.open(delivery.body(), 0);
        return unwrapped;
    }

    ReadingRules rules() {
        return rules;
    }

    /** What the caller said is the id, which is then of the reader's kind. */
    FoundId found(TokenCandidate candidate) {
        return new FoundId(candidate, rules.names().only());
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

    List<ContextObject> contexts() {
        return contexts;
    }

    /** Why the message cannot be read as JSON, or null if it can. */
    @Nullable String problem() {
        return problem;
    }

    /** Whether the message is elsewhere, and nothing was set to fetch it. */
    boolean isPointer() {
        return isPointer;
    }

    /** Whether there were more candidates than are looked at. */
    boolean hasMoreCandidates() {
        return hasMoreCandidates;
    }

    /** Whether there were more JSON texts than are opened. */
    boolean hasMoreTexts() {
        return hasMoreTexts;
    }

    /** Whether the message is an event that holds two. */
    boolean hasTwoDetails() {
        return hasTwoDetails;
    }

    private void open(JsonDocument body, int wrappings) {
        if (wrappings > MAX_WRAPPINGS) {
            throw new UnreadableDeliveryException("The message is wrapped more than " + MAX_WRAPPINGS + " times");
        }
        JsonDocument document = body;
        TokenScanner scan;
        try {
            document = rules.attributeValues()
                    ? JsonDocument.of(AttributeValues.plain(body.tree()).toString())
                    : body;
            scan = TokenScanner.scan(document, 0, rules);
        } catch (IOException e) {
            layers.add(new Layer(document, JsonPointer.empty(), EnvelopeKind.NONE, false));
            problem = describe(e);
            return;
        }
        unwrap(document, scan, wrappings);
    }

    private void unwrap(JsonDocument document, TokenScanner scan, int wrappings) {
        LargeMessages.Pointer pointer = scan.envelope().isArray() ? LargeMessages.pointer(document) : null;
        SnsEnvelope envelope = scan.envelope().isSns() && !hasOwnToken(scan) ? openSns(document) : null;
        layers.add(layer(document, scan.envelope().isEvent(), envelope != null));
        if (pointer != null) {
            openLargeMessage(pointer, wrappings);
        } else if (envelope != null) {
            addAttributes(envelope.attributes());
            open(JsonDocument.of(envelope.message()), wrappings + 1);
        } else if (isOneText(scan)) {
            open(JsonDocument.of(scan.texts().get(0).text()), wrappings + 1);
        } else {
            hasTwoDetails = scan.envelope().isEvent() && scan.envelope().hasDetailTwice();
            take(scan, message().isEvent(), 0);
        }
    }

    private static Layer layer(JsonDocument document, boolean isEvent, boolean isNotification) {
        EnvelopeKind outside = isEvent ? EnvelopeKind.EVENT : EnvelopeKind.NONE;
        EnvelopeKind kind = isNotification ? EnvelopeKind.NOTIFICATION : outside;
        return new Layer(document, isEvent ? DETAIL : JsonPointer.empty(), kind, mayHoldMore(document, kind));
    }

    private static boolean mayHoldMore(JsonDocument document, EnvelopeKind kind) {
        RootMembers members = document.members();
        if (kind == EnvelopeKind.NONE || members == null) {
            return false;
        }
        for (RootMembers.Member member : members.all()) {
            if (isLong(member, document.text(), kind)) {
                return true;
            }
        }
        return mayHavePath(document.text());
    }

    /** Every path has a dollar sign, as it is or with JSON's escape for it. */
    private static boolean mayHavePath(String json) {
        return json.indexOf('$') >= 0 || json.contains("\\u0024");
    }

    private static boolean isLong(RootMembers.Member member, String text, EnvelopeKind kind) {
        boolean isText = text.charAt(member.value().from()) == '"';
        return member.value().to() - member.from() >= TokenLike.SHORTEST && !kind.holds(member.name(), isText);
    }

    private void openLargeMessage(LargeMessages.Pointer pointer, int wrappings) {
        if (rules.largeMessages().areFollowed()) {
            open(rules.largeMessages().follow(pointer), wrappings + 1);
        } else {
            isPointer = true;
            problem = "it is a pointer to a large message in S3, and nothing was set to follow it; see"
                    + " CallbackReader.builder().largeMessages(...)";
        }
    }

    /**
     * Besides attributes and a confirmation's {@code Token}, SNS puts nothing beside its message that is named like a
     * task token. A document that has such a key is a message that only looks like a notification.
     */
    private static boolean hasOwnToken(TokenScanner scan) {
        return scan.candidates().stream()
                .map(candidate -> candidate.place().pointer())
                .anyMatch(place ->
                        !place.toString().equals("/Token") && !"MessageAttributes".equals(place.getMatchingProperty()));
    }

    private static boolean isOneText(TokenScanner scan) {
        return scan.texts().size() == 1 && scan.texts().get(0).place().matches();
    }

    private @Nullable SnsEnvelope openSns(JsonDocument document) {
        try {
            return SnsEnvelope.open(document, rules.names());
        } catch (IOException e) {
            throw new UnreadableDeliveryException("The notification cannot be read: " + describe(e));
        }
    }

    private void take(TokenScanner scan, boolean isEvent, int wrappings) {
        hasMoreTexts |= scan.hasMoreTexts();
        hasMoreCandidates |= scan.hasMoreCandidates();
        if (candidates.size() + scan.candidates().size() > MAX_CANDIDATES) {
            hasMoreCandidates = true;
            return;
        }
        for (TokenCandidate candidate : scan.candidates()) {
            candidates.add(isEvent ? liftedOutOfDetail(candidate) : candidate);
        }
        contexts.addAll(scan.contexts());
        if (wrappings >= MAX_WRAPPINGS) {
            hasMoreTexts |= !scan.texts().isEmpty();
            return;
        }
        for (TokenScanner.InnerText text : scan.texts()) {
            openText(isEvent && isInDetail(text.place()) ? text.atDepth(text.depth() - 1) : text, wrappings + 1);
        }
    }

    /** The keys of an event's detail are the message's own. */
    private static TokenCandidate liftedOutOfDetail(TokenCandidate candidate) {
        boolean isInside = isInDetail(candidate.place().pointer()) && candidate.depth() > 0;
        return isInside ? candidate.atDepth(candidate.depth() - 1) : candidate;
    }

    static boolean isInDetail(JsonPointer place) {
        return "detail".equals(place.getMatchingProperty());
    }

    /** A string that looks like JSON and is not stays what it is: a string. */
    private void openText(TokenScanner.InnerText inner, int wrappings) {
        if (texts == MAX_TEXTS) {
            hasMoreTexts = true;
            return;
        }
        texts++;
        try {
            take(TokenScanner.scan(JsonDocument.of(inner.text()), inner.depth(), rules), false, wrappings);
        } catch (IOException e) {
            return;
        }
    }

    /** An empty attribute is noted if its name is strong: nothing may take its place. */
    private void addAttributes(Map<String, String> more) {
        attributes.add(more);
        for (Map.Entry<String, String> attribute : more.entrySet()) {
            String name = attribute.getKey();
            String value = attribute.getValue();
            if (rules.names().areOfTasks() && TokenSlip.is(value)) {
                candidates.add(TokenCandidate.slip(name, value));
            } else if (rules.names().of(name) != TokenName.NONE) {
                candidates.add(TokenCandidate.attribute(name, rules.names().of(name), value));
            }
        }
    }

    private static String describe(IOException e) {
        if (e instanceof UnexpectedContent content) {
            return content.what();
        }
        if (e instanceof StreamConstraintsException) {
            return "it is nested deeper, or has longer texts or numbers, than a delivery may have (1,000 levels,"
                    + " 20,000,000 characters, 1,000 digits)";
        }
        return e instanceof JacksonException json && json.getLocation() != null
                ? "it is not JSON at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr()
                : "it is not JSON";
    }
}
