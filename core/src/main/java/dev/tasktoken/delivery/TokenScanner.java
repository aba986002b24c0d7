package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.tasktoken.internal.TokenName;
import dev.tasktoken.internal.TokenSlip;
import dev.tasktoken.internal.UnexpectedContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a document once and notes what could be its task token, and where its characters are. No tree is built,
 * and nothing is bound.
 */
final class TokenScanner {
    /** How many containers deep a token is looked for, below the body's own keys. */
    static final int MAX_CONTAINERS = 8;

    private static final int MAX_CANDIDATES = 64;
    private static final int MAX_TEXTS = 32;

    /** Texts are opened where workflows and relays put them: among the document's own keys, or one container below. */
    private static final int DEEPEST_TEXT = 2;

    /** How JSON texts, paths and intrinsic functions begin. */
    private static final String PATH_OR_JSON = "{$S";

    private final JsonDocument document;
    private final int baseDepth;
    private final ReadingRules rules;
    private final List<TokenCandidate> candidates = new ArrayList<>();
    private final List<ContextObject> contexts = new ArrayList<>();
    private final List<InnerText> texts = new ArrayList<>();
    private final EnvelopeDetector envelope = new EnvelopeDetector();
    private final ContextObjectDetector contextObjects = new ContextObjectDetector();
    private final RootMembers members = new RootMembers();
    private @Nullable String rootKey;
    private int rootKeyFrom;
    private int rootValueFrom;
    private int depth;
    private int values;
    private int keyFrom;
    private TokenName strength = TokenName.NONE;
    private boolean isInput;
    private boolean isUnresolved;
    private boolean inDetail;
    private boolean hasMoreCandidates;
    private boolean hasMoreTexts;

    /**
     * A JSON text found as a string value.
     *
     * @param place its pointer
     * @param depth how many containers down its own keys are
     * @param text the text
     */
    record InnerText(JsonPointer place, int depth, String text) {
        InnerText atDepth(int containers) {
            return new InnerText(place, containers, text);
        }
    }

    private TokenScanner(JsonDocument document, int baseDepth, ReadingRules rules) {
        this.document = document;
        this.baseDepth = baseDepth;
        this.rules = rules;
    }

    /**
     * Reads the whole document.
     *
     * @param document to be scanned
     * @param baseDepth how many containers down its own keys are
     * @param rules which names mark an id, and whether to look inside {@code input}
     * @throws IOException if it is not one JSON value
     */
    static TokenScanner scan(JsonDocument document, int baseDepth, ReadingRules rules) throws IOException {
        TokenScanner scanner = new TokenScanner(document, baseDepth, rules);
        try (JsonParser parser = document.parser()) {
            scanner.run(parser);
        }
        document.noteMembers(scanner.members);
        return scanner;
    }

    List<TokenCandidate> candidates() {
        return candidates;
    }

    List<ContextObject> contexts() {
        return contexts;
    }

    List<InnerText> texts() {
        return texts;
    }

    EnvelopeDetector envelope() {
        return envelope;
    }

    /** Whether there were more candidates than are noted. */
    boolean hasMoreCandidates() {
        return hasMoreCandidates;
    }

    /** Whether there were more JSON texts than are opened. */
    boolean hasMoreTexts() {
        return hasMoreTexts;
    }

    private void run(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (depth == 0 && ++values > 1) {
                throw new UnexpectedContent("it holds more than one JSON value");
            }
            if (depth == 1 && token != JsonToken.FIELD_NAME) {
                rootValueFrom = (int) parser.currentTokenLocation().getCharOffset();
            }
            read(parser, token);
            if (depth == 1 && rootKey != null && token != JsonToken.FIELD_NAME) {
                noteMember(parser, rootKey);
            }
        }
        if (values == 0) {
            throw new UnexpectedContent("it is empty");
        }
    }

    /** A value among the document's own keys has just ended. */
    private void noteMember(JsonParser parser, String name) throws IOException {
        parser.finishToken();
        int to = (int) parser.currentLocation().getCharOffset();
        members.add(new RootMembers.Member(name, rootKeyFrom, new Span(rootValueFrom, to)));
        rootKey = null;
    }

    private void read(JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case FIELD_NAME -> readKey(parser);
            case START_OBJECT -> openObject(parser);
            case START_ARRAY -> skipArray(parser);
            case END_OBJECT -> closeObject(parser);
            case VALUE_STRING -> readString(parser);
            default -> noteMissingText(parser);
        }
    }

    private void readKey(JsonParser parser) throws IOException {
        String name = parser.currentName();
        keyFrom = (int) parser.currentTokenLocation().getCharOffset();
        strength = rules.names().of(name);
        isInput = !rules.searchInput() && TokenName.isInput(name);
        isUnresolved = isOfTasks() && TokenName.isUnresolved(name);
        contextObjects.addKey(depth, name, keyFrom);
        if (depth == 1) {
            rootKey = name;
            rootKeyFrom = keyFrom;
            envelope.addKey(name);
            inDetail = name.equals("detail");
        }
    }

    private void openObject(JsonParser parser) throws IOException {
        noteMissingText(parser);
        if (isInput || depth > MAX_CONTAINERS + (inDetail ? 1 : 0)) {
            parser.skipChildren();
        } else {
            depth++;
            contextObjects.open(depth);
        }
    }

    /** Nothing in a list is a candidate; {@link TokenLikeTexts} looks there when it matters. */
    private void skipArray(JsonParser parser) throws IOException {
        noteMissingText(parser);
        if (depth == 0) {
            envelope.markArray();
        }
        parser.skipChildren();
    }

    private void closeObject(JsonParser parser) {
        if (contextObjects.hasSuspects()) {
            int to = (int) parser.currentLocation().getCharOffset();
            contextObjects.close(depth, to).forEach(this::promote);
        }
        depth--;
    }

    private void readString(JsonParser parser) throws IOException {
        if (strength != TokenName.NONE || isUnresolved) {
            readNamed(parser);
        } else if (!isInput) {
            readUnnamed(parser);
        }
    }

    private void readNamed(JsonParser parser) throws IOException {
        String value = parser.getText();
        boolean isSlip = isUnresolved || (isOfTasks() && TokenSlip.is(value));
        note(parser, isSlip ? TokenCandidate.Kind.SLIP : TokenCandidate.Kind.TEXT, value);
    }

    /** A text under a name that promises nothing: JSON perhaps, or the path to the token. */
    private void readUnnamed(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        char first = firstOf(parser, length);
        if (PATH_OR_JSON.indexOf(first) < 0 && !(depth == 0 && first == '"')) {
            return;
        }
        String text = parser.getText();
        if (isOfTasks() && (TokenSlip.is(text) || isWholeContext(parser.currentName(), text))) {
            note(parser, TokenCandidate.Kind.SLIP, text);
        } else if (depth <= DEEPEST_TEXT && mayBeJson(text, first)) {
            addText(parser, text);
        }
    }

    /** Only a state machine leaves a path where a token was meant to stand. */
    private boolean isOfTasks() {
        return rules.names().areOfTasks();
    }

    /** The path to the whole context object, where a definition's path was not resolved. */
    private static boolean isWholeContext(@Nullable String name, String text) {
        return text.equals("$$") && name != null && name.endsWith(".$");
    }

    /** The first character that is not blank. */
    private static char firstOf(JsonParser parser, int length) throws IOException {
        char[] characters = parser.getTextCharacters();
        int from = parser.getTextOffset();
        for (int at = from; at < from + length; at++) {
            if (characters[at] > ' ') {
                return characters[at];
            }
        }
        return ' ';
    }

    /** A text as the whole document may be JSON encoded several times over. */
    private static boolean mayBeJson(String text, char first) {
        return first == '{' || (first == '"' && text.contains("{"));
    }

    /**
     * A name whose value is null, a number, a boolean or a structure: the definition meant to send a token and did not,
     * so nothing may take its place.
     */
    private void noteMissingText(JsonParser parser) throws IOException {
        if (isUnresolved) {
            note(parser, TokenCandidate.Kind.SLIP, "");
        } else if (strength != TokenName.NONE) {
            note(parser, TokenCandidate.Kind.NO_TEXT, "");
        }
    }

    private void note(JsonParser parser, TokenCandidate.Kind kind, String value) throws IOException {
        if (candidates.size() == MAX_CANDIDATES) {
            hasMoreCandidates = true;
            return;
        }
        JsonPointer pointer = parser.getParsingContext().pathAsPointer();
        String name = parser.currentName();
        boolean isNull = rules.names().areOfBoth() && parser.currentToken() == JsonToken.VALUE_NULL;
        Span member = kind == TokenCandidate.Kind.TEXT || isNull
                ? new Span(keyFrom, (int) parser.currentLocation().getCharOffset())
                : null;
        if (kind == TokenCandidate.Kind.TEXT && strength == TokenName.WEAK) {
            contextObjects.suspect(candidates.size(), depth, parser.getParsingContext(), pointer);
        }
        candidates.add(new TokenCandidate(
                new TokenCandidate.Place(document, pointer, name == null ? "" : name, member),
                kind == TokenCandidate.Kind.SLIP ? TokenName.STRONG : strength,
                kind,
                value,
                baseDepth + Math.max(0, depth - 1),
                null));
    }

    private void promote(ContextObjectDetector.Suspect suspect) {
        ContextObject context = new ContextObject(document, suspect.place(), suspect.member());
        TokenCandidate token = candidates.get(suspect.candidate());
        candidates.set(suspect.candidate(), token.in(context, baseDepth + suspect.containers()));
        contexts.add(context);
    }

    private void addText(JsonParser parser, String text) {
        if (texts.size() == MAX_TEXTS) {
            hasMoreTexts = true;
            return;
        }
        JsonPointer place = parser.getParsingContext().pathAsPointer();
        texts.add(new InnerText(place, baseDepth + depth, text));
    }
}
