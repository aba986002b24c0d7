package dev.tasktoken.testkit;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A definition that was read and found to be supported, every part of it. */
record Definition(StateGraph graph, Optional<Duration> timeout) {
    private static final Set<String> FIELDS =
            Set.of("Comment", "StartAt", "States", "TimeoutSeconds", "Version", "QueryLanguage");
    private static final int MOST_SECONDS = 99_999_999;

    static Definition read(String text, Integrations integrations) {
        AslObject asl = AslObject.parse(text);
        asl.allowOnly(FIELDS);
        asl.optionalText("Version").ifPresent(version -> requireVersion(asl, version));
        StateGraph graph = StateGraph.read(asl, integrations);
        graph.addNames(new HashSet<>()).ifPresent(name -> {
            throw asl.refuse("The name '" + name + "' occurs twice, and names are unique in a state machine", "States");
        });
        graph.hiddenVariable(Set.of()).ifPresent(name -> {
            throw asl.refuse("The variable '" + name + "' is set inside and outside of a state", "States");
        });
        return new Definition(
                graph, asl.integer("TimeoutSeconds", 1, MOST_SECONDS).map(Duration::ofSeconds));
    }

    /** Whether a task of it waits for a token, which only standard workflows may. */
    boolean waitsForTokens() {
        return graph.waitsForTokens();
    }

    private static void requireVersion(AslObject asl, String version) {
        if (!version.equals("1.0")) {
            throw asl.refuse("Version '" + version + "' is not supported", "Version");
        }
    }
}
