package dev.tasktoken.fuzz;

/** How the token of another task gets into a message: with the workflow's data. */
enum ParentsToken {
    STRONG_INSIDE,
    WEAK_INSIDE,
    HIDDEN_INSIDE,
    NAMED_INSIDE,
    INPUT,
    CONTEXT_INSIDE,
    CONTEXT_KEY,
    NAMED_KEY,
    NAMED_ATTRIBUTE,
    MERGED_STRONG,
    MERGED_WEAK,
    SECOND_MESSAGE;

    void write(MadeMessage message, Draw draw) {
        String token = draw.of(Tokens.PARENTS);
        String value = JsonTexts.token(token, draw);
        switch (this) {
            case STRONG_INSIDE -> message.data(draw.of(Tokens.STRONG), value, draw);
            case WEAK_INSIDE -> message.data(draw.of(Tokens.WEAK), value, draw);
            case HIDDEN_INSIDE -> message.data(draw.of(Tokens.UNKNOWN), JsonTexts.unnamed(token, draw), draw);
            case NAMED_INSIDE -> message.data(draw.of(Tokens.UNKNOWN), JsonTexts.named(token, draw), draw);
            case INPUT -> message.key("input", JsonTexts.inside(draw.of(Tokens.STRONG), value, draw));
            case CONTEXT_INSIDE -> message.data("MyContext", JsonTexts.context(token, draw), draw);
            case CONTEXT_KEY -> message.key("Context", JsonTexts.context(token, draw));
            case NAMED_KEY -> message.key(draw.of(Tokens.NAMED_PARENTS), value);
            case NAMED_ATTRIBUTE -> message.attribute(draw.of(Tokens.NAMED_PARENTS), token);
            case MERGED_STRONG -> message.key(draw.of(Tokens.STRONG), value);
            case MERGED_WEAK -> message.key(draw.of(Tokens.WEAK), value);
            case SECOND_MESSAGE -> message.second(JsonTexts.object(draw.of(Tokens.STRONG), value));
        }
    }

    /** Whether it hinders no strong name among the own keys. */
    boolean isData() {
        return compareTo(CONTEXT_INSIDE) < 0;
    }
}
