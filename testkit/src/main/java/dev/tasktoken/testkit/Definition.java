package dev.tasktoken.testkit;

import java.time.Duration;
import java.util.Optional;

/** A definition that was read and found to be supported, every part of it. Read by {@link DefinitionReader}. */
record Definition(StateGraph graph, Optional<Duration> timeout) {
    /** Whether a task of it waits for a token, which only standard workflows may. */
    boolean waitsForTokens() {
        return graph.waitsForTokens();
    }
}
