package dev.tasktoken.testkit.internal.definitions;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** States and where they begin: a whole machine, a branch of a Parallel state, or what a Map state does to an item. */
public record StateGraph(String startAt, Map<String, State> states, Map<String, Set<String>> variables) {
    /** The names of the states, those inside others too. */
    public Stream<String> names() {
        return states.entrySet().stream()
                .flatMap(entry -> Stream.concat(
                        Stream.of(entry.getKey()),
                        entry.getValue().graphs().stream().flatMap(StateGraph::names)));
    }

    /**
     * The first variable that is set inside a state and by another one outside of it, where it would not be seen. What
     * the state around sets itself is another matter, the service lets that pass.
     */
    Optional<String> hiddenVariable(Set<String> outside) {
        return states.entrySet().stream()
                .flatMap(entry -> hiddenVariable(entry.getKey(), entry.getValue(), outside).stream())
                .findFirst();
    }

    private Optional<String> hiddenVariable(String name, State state, Set<String> outside) {
        Set<String> visible = new TreeSet<>(outside);
        variables.forEach((other, set) -> visible.addAll(other.equals(name) ? Set.of() : set));
        return variables.getOrDefault(name, Set.of()).stream()
                .filter(outside::contains)
                .findFirst()
                .or(() -> state.graphs().stream()
                        .flatMap(graph -> graph.hiddenVariable(visible).stream())
                        .findFirst());
    }

    public State state(String name) {
        return Objects.requireNonNull(states.get(name), "checked when the definition was read");
    }
}
