package dev.tasktoken.fuzz;

import java.util.List;

/** Where a state puts the token of its own task, or fails to. */
enum OwnToken {
    STRONG_KEY,
    STRONG_ATTRIBUTE,
    WEAK_KEY,
    CONTEXT_KEY,
    HIDDEN_ATTRIBUTE,
    BESIDE_THE_MESSAGE,
    PATH_KEY,
    PATH_ATTRIBUTE,
    MISSING_KEY,
    MISSING_ATTRIBUTE,
    STRONG_INSIDE,
    WEAK_INSIDE,
    NAMED_INSIDE,
    UNKNOWN_INSIDE,
    UNKNOWN_KEY;

    private static final String TOKEN = Tokens.OWN;

    void write(MadeMessage message, Draw draw) {
        switch (this) {
            case STRONG_KEY -> message.key(draw.of(Tokens.STRONG), JsonTexts.token(TOKEN, draw));
            case STRONG_ATTRIBUTE -> message.attribute(draw.of(Tokens.STRONG), TOKEN);
            case WEAK_KEY -> message.key(draw.of(Tokens.WEAK), JsonTexts.token(TOKEN, draw));
            case CONTEXT_KEY -> message.key("Context", JsonTexts.context(TOKEN, draw));
            case HIDDEN_ATTRIBUTE -> message.attribute(draw.of(Tokens.UNKNOWN), JsonTexts.text(TOKEN, draw));
            case BESIDE_THE_MESSAGE -> writeBeside(message, draw);
            case PATH_KEY -> message.key(Tokens.named(draw), JsonTexts.quoted(draw.of(Tokens.PATHS)));
            case PATH_ATTRIBUTE -> message.attribute(Tokens.named(draw), draw.of(Tokens.PATHS));
            case MISSING_KEY -> message.key(draw.of(Tokens.PLAIN), draw.of(Tokens.NOTHING));
            case MISSING_ATTRIBUTE -> message.attribute(draw.of(Tokens.STRONG), "");
            case STRONG_INSIDE -> message.data(draw.of(Tokens.STRONG), JsonTexts.token(TOKEN, draw), draw);
            case WEAK_INSIDE -> message.data(draw.of(Tokens.WEAK), JsonTexts.token(TOKEN, draw), draw);
            case NAMED_INSIDE -> message.data(draw.of(Tokens.UNKNOWN), JsonTexts.named(TOKEN, draw), draw);
            case UNKNOWN_INSIDE -> message.data(draw.of(Tokens.UNKNOWN), JsonTexts.unnamed(TOKEN, draw), draw);
            case UNKNOWN_KEY -> message.key(draw.of(Tokens.UNKNOWN), JsonTexts.unnamed(TOKEN, draw));
        }
    }

    /** Under a name that services write there, it is in an object, which none of them writes. */
    private static void writeBeside(MadeMessage message, Draw draw) {
        if (draw.below(3) == 2) {
            message.beside(
                    draw.of(JsonTexts.ENVELOPES),
                    JsonTexts.inside(draw.of(Tokens.UNKNOWN), JsonTexts.unnamed(TOKEN, draw), draw));
        } else {
            message.beside(draw.of(Tokens.UNKNOWN), JsonTexts.unnamed(TOKEN, draw));
        }
    }

    /** Whether its key says that a token was meant to stand there, and none does. */
    boolean isNoToken() {
        return this == PATH_KEY || this == MISSING_KEY;
    }

    /** Whether it answers against everything inside the message. */
    boolean isStrong() {
        return this == STRONG_KEY || this == STRONG_ATTRIBUTE;
    }

    /** Whether it is found if the message holds no other token. */
    boolean isNamed() {
        return isStrong() || List.of(WEAK_KEY, CONTEXT_KEY).contains(this);
    }

    /** Whether no rule sees it beside a parent's among the own keys (docs/finding-the-token.md). */
    boolean isUnseenBeside(ParentsToken parents) {
        boolean isInside = List.of(WEAK_INSIDE, UNKNOWN_INSIDE, UNKNOWN_KEY).contains(this);
        return switch (parents) {
            case MERGED_STRONG ->
                isInside || List.of(STRONG_INSIDE, NAMED_INSIDE, MISSING_KEY).contains(this);
            case MERGED_WEAK -> isInside;
            default -> false;
        };
    }
}
