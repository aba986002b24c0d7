package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What holds for the states of a machine, a branch or an item processor.
 *
 * @param path what their names stand behind
 * @param jsonata whether their query language is JSONata
 * @param express why they run as an express workflow, or empty
 * @param bounded whether the whole machine has a timeout
 */
record Surroundings(String path, boolean jsonata, String express, boolean bounded) {
    Surroundings inLanguageOf(JsonNode object) {
        String named = object.path("QueryLanguage").asText("");
        return named.isEmpty() ? this : new Surroundings(path, named.equals("JSONata"), express, bounded);
    }

    Surroundings inside(String state) {
        return new Surroundings(state + " > ", jsonata, express, bounded);
    }

    Surroundings inExpress(String why) {
        return new Surroundings(path, jsonata, why, bounded);
    }
}
