package dev.tasktoken.testkit;

import java.util.Arrays;
import java.util.Optional;

/** The language in which a state says where its data comes from. */
enum QueryLanguage {
    JSON_PATH("JSONPath"),
    JSONATA("JSONata");

    private final String spelling;

    QueryLanguage(String spelling) {
        this.spelling = spelling;
    }

    /**
     * The language an object of a definition names, or else the one around it. That a machine in JSONata has no states
     * in JSONPath is the states language's rule.
     */
    static QueryLanguage of(AslObject asl) {
        Optional<String> named = asl.optionalText("QueryLanguage");
        if (named.isEmpty()) {
            return asl.language();
        }
        QueryLanguage language = Arrays.stream(values())
                .filter(known -> known.spelling.equals(named.get()))
                .findFirst()
                .orElseThrow(() -> asl.refuse("Value should be one of [JSONPath, JSONata]", "QueryLanguage"));
        if (asl.language() == JSONATA && language == JSON_PATH) {
            throw asl.refuse("A state cannot be JSONPath where the state machine is JSONata", "QueryLanguage");
        }
        return language;
    }

    @Override
    public String toString() {
        return spelling;
    }
}
