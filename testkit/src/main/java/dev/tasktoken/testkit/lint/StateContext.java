package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What holds for the states of a machine, a branch or an item processor.
 *
 * @param path what their names stand behind
 * @param jsonata whether the query language of the machine, or of one state of it, is JSONata
 * @param machineJsonata whether the machine's is; a state's own is not handed down to the states inside it
 * @param express why they run as an express workflow, or empty
 * @param bounded whether the whole machine has a timeout
 * @param raised the errors that Fail states of the whole machine raise, complete when all states were seen
 */
record StateContext(
        String path, boolean jsonata, boolean machineJsonata, String express, boolean bounded, Set<String> raised) {
    static StateContext of(JsonNode machine, String express, Set<String> raised) {
        boolean jsonata = machine.path("QueryLanguage").asText("").equals("JSONata");
        return new StateContext("", jsonata, jsonata, express, machine.has("TimeoutSeconds"), raised);
    }

    StateContext inLanguageOf(JsonNode state) {
        String named = state.path("QueryLanguage").asText("");
        return named.isEmpty()
                ? this
                : new StateContext(path, named.equals("JSONata"), machineJsonata, express, bounded, raised);
    }

    StateContext inside(String state) {
        return new StateContext(state + " > ", machineJsonata, machineJsonata, express, bounded, raised);
    }

    StateContext inExpress(String why) {
        return new StateContext(path, jsonata, machineJsonata, why, bounded, raised);
    }
}
