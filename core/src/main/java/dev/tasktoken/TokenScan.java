package dev.tasktoken;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes, while a document streams by, what could be its task token. It is shown every event, by a loop of its own
 * ({@link #run}) or by the parser that a payload is being bound from; either way no tree is built.
 */
final class TokenScan {
    /** How many containers deep a token is looked for, below the body's own keys. */
    static final int MAX_CONTAINERS = 8;

    private static final int MAX_CANDIDATES = 64;
    private static final int MAX_TEXTS = 32;

    /** Texts are opened where workflows and relays put them: among the document's own keys, or one container below. */
    private static final int DEEPEST_TEXT = 2;

    private final JsonDocument document;
    private final int baseLevel;
    private final boolean searchInput;
    private final List<TokenCandidate> candidates = new ArrayList<>();
    private final List<JsonPointer> contexts = new ArrayList<>();
    private final List<InnerText> texts = new ArrayList<>();
    private final EnvelopeShape shape = new EnvelopeShape();
    private final ContextObjects contextObjects = new ContextObjects();
    private int depth;
    private int mutedAt;
    private int values;
    private TokenName pending = TokenName.NONE;
    private boolean pendingInput;
    private boolean inDetail;
    private boolean hasMoreCandidates;
    private boolean hasMoreTexts;

    /** A JSON text found as a string value, and how many containers down its own keys are. */
    record InnerText(JsonPointer place, int level, String text) {
        InnerText atLevel(int newLevel) {
            return new InnerText(place, newLevel, text);
        }
    }

    TokenScan(JsonDocument document, int baseLevel, boolean searchInput) {
        this.document = document;
        this.baseLevel = baseLevel;
        this.searchInput = searchInput;
    }

    /** Reads the whole document. */
    void run(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            see(parser, token);
            if (isMuted() && token.isStructStart()) {
                parser.skipChildren();
                see(parser, parser.currentToken());
            }
        }
        finish();
    }

    /** Takes note of the event that the parser stands at. */
    void see(JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case FIELD_NAME -> field(parser);
            case START_OBJECT -> {
                noText(parser);
                open(pendingInput || depth > MAX_CONTAINERS + (inDetail ? 1 : 0));
            }
            case START_ARRAY -> {
                noText(parser);
                if (depth == 0) {
                    shape.seeArray();
                }
                open(true);
            }
            case END_OBJECT, END_ARRAY -> close();
            case VALUE_STRING -> {
                countRoot();
                string(parser);
            }
            default -> {
                countRoot();
                noText(parser);
                forgetKey();
            }
        }
    }

    /** To be called when the last event has been seen. */
    void finish() throws IOException {
        if (values == 0) {
            throw new UnexpectedContent("it is empty");
        }
    }

    /** Whether what now streams by holds no place that is searched. */
    boolean isMuted() {
        return mutedAt != 0;
    }

    int depth() {
        return depth;
    }

    /** What the name of the key just seen promises of its value. */
    TokenName pending() {
        return pending;
    }

    List<TokenCandidate> candidates() {
        return candidates;
    }

    List<JsonPointer> contexts() {
        return contexts;
    }

    List<InnerText> texts() {
        return texts;
    }

    EnvelopeShape shape() {
        return shape;
    }

    /** Whether there were more candidates than are noted. */
    boolean hasMoreCandidates() {
        return hasMoreCandidates;
    }

    /** Whether there were more JSON texts than are opened. */
    boolean hasMoreTexts() {
        return hasMoreTexts;
    }

    private void field(JsonParser parser) throws IOException {
        if (isMuted()) {
            return;
        }
        String name = parser.currentName();
        pending = TokenName.of(name);
        pendingInput = !searchInput && TokenName.isInput(name);
        contextObjects.key(depth, name);
        if (depth == 1) {
            shape.see(name);
            inDetail = name.equals("detail");
        }
    }

    private void open(boolean mute) throws IOException {
        countRoot();
        depth++;
        if (mute && !isMuted()) {
            mutedAt = depth;
        }
        if (!isMuted()) {
            contextObjects.opened(depth);
        }
        forgetKey();
    }

    private void close() {
        if (!isMuted()) {
            contextObjects.closed(depth).forEach(this::promote);
        }
        if (mutedAt == depth) {
            mutedAt = 0;
        }
        depth--;
    }

    private void forgetKey() {
        pending = TokenName.NONE;
        pendingInput = false;
    }

    private void countRoot() throws IOException {
        if (depth == 0 && ++values > 1) {
            throw new UnexpectedContent("it holds more than one JSON value");
        }
    }

    private void string(JsonParser parser) throws IOException {
        if (isMuted()) {
            return;
        }
        if (pending != TokenName.NONE) {
            candidate(parser, parser.getText(), true);
        } else if (depth <= DEEPEST_TEXT && !pendingInput && mayBeJson(parser)) {
            text(parser);
        }
        forgetKey();
    }

    /** A text as the whole document may be JSON encoded several times over. */
    private boolean mayBeJson(JsonParser parser) throws IOException {
        return document.startsWithBrace(parser)
                || (depth == 0
                        && parser.getText().stripLeading().startsWith("\"")
                        && parser.getText().contains("{"));
    }

    /**
     * A name whose value is null, a number, a boolean or a structure: the definition meant to send a token and did not,
     * so a weaker name must not take its place.
     */
    private void noText(JsonParser parser) throws IOException {
        if (!isMuted() && pending != TokenName.NONE) {
            candidate(parser, "", false);
        }
    }

    private void candidate(JsonParser parser, String value, boolean isText) throws IOException {
        if (candidates.size() == MAX_CANDIDATES) {
            hasMoreCandidates = true;
            return;
        }
        JsonPointer place = parser.getParsingContext().pathAsPointer();
        if (isText && pending == TokenName.WEAK) {
            contextObjects.suspect(candidates.size(), depth, parser.getParsingContext(), place);
        }
        candidates.add(new TokenCandidate(
                document, place, parser.currentName(), rank(baseLevel + depth - 1), pending, null, value, isText));
    }

    private void promote(ContextObjects.Suspect suspect) {
        TokenCandidate weak = candidates.get(suspect.candidate());
        int level = TokenCandidate.CONTEXT + (baseLevel == 0 ? 0 : baseLevel + 1);
        candidates.set(suspect.candidate(), weak.inContext(suspect.place(), level));
        contexts.add(suspect.place());
    }

    private void text(JsonParser parser) throws IOException {
        if (texts.size() == MAX_TEXTS) {
            hasMoreTexts = true;
            return;
        }
        String text = parser.getText();
        JsonPointer place = parser.getParsingContext().pathAsPointer();
        texts.add(new InnerText(place, depth == 0 ? baseLevel : baseLevel + depth, text));
    }

    /** The rank of a key that is so many containers down: own keys first, then attributes and the context object. */
    static int rank(int containers) {
        return containers == 0 ? TokenCandidate.OWN_KEY : TokenCandidate.CONTEXT + containers;
    }
}
