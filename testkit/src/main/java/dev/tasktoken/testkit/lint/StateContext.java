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
record StateContext(String path, boolean jsonata, String express, boolean bounded) {
    StateContext inLanguageOf(JsonNode object) {
        String named = object.path("QueryLanguage").asText("");
        return named.isEmpty() ? this : new StateContext(path, named.equals("JSONata"), express, bounded);
    }

    StateContext inside(String state) {
        return new StateContext(state + " > ", jsonata, express, bounded);
    }

    StateContext inExpress(String why) {
        return new StateContext(path, jsonata, why, bounded);
    }
}
