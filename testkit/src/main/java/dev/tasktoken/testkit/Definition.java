package dev.tasktoken.testkit;

import java.time.Duration;
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
        asl.optionalText("QueryLanguage").ifPresent(language -> StateReader.requireJsonPath(asl, language));
        asl.optionalText("Version").ifPresent(version -> requireVersion(asl, version));
        return new Definition(
                StateGraph.read(asl, integrations),
                asl.integer("TimeoutSeconds", 1, MOST_SECONDS).map(Duration::ofSeconds));
    }

    /** Whether a task of it waits for a token, which only standard workflows may. */
    boolean waitsForTokens() {
        return graph.states().values().stream().anyMatch(State::waitsForToken);
    }

    private static void requireVersion(AslObject asl, String version) {
        if (!version.equals("1.0")) {
            throw asl.refuse("Version '" + version + "' is not supported", "Version");
        }
    }
}
