package dev.tasktoken.testkit.internal.expressions;

import java.util.Arrays;
import java.util.Optional;

/** The language in which a state says where its data comes from. */
public enum QueryLanguage {
    JSON_PATH("JSONPath"),
    JSONATA("JSONata");

    private final String spelling;

    QueryLanguage(String spelling) {
        this.spelling = spelling;
    }

    /** The language of a spelling in the field QueryLanguage. */
    static Optional<QueryLanguage> find(String spelling) {
        return Arrays.stream(values())
                .filter(known -> known.spelling.equals(spelling))
                .findFirst();
    }

    @Override
    public String toString() {
        return spelling;
    }
}
