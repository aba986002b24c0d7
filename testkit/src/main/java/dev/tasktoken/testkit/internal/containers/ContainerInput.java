package dev.tasktoken.testkit.internal.containers;

import java.util.List;
import java.util.Map;

/** What a state sets for a container. */
public record ContainerInput(Map<String, String> environment, List<String> command) {
    /** Names the variables only: their values may hold a token. */
    @Override
    public String toString() {
        return "ContainerInput" + environment.keySet();
    }
}
