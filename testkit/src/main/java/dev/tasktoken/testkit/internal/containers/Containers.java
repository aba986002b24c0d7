package dev.tasktoken.testkit.internal.containers;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.integrations.ContainerMain;
import dev.tasktoken.testkit.internal.engine.Engine;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs of containers, by the family of their task definition or the name of their job definition. */
public final class Containers {
    /** A name, with a revision or without, alone or at the end of an ARN. */
    private static final Pattern DEFINITION =
            Pattern.compile("(?:arn:aws[a-z-]*:[a-z]+:.*:(?:task|job)-definition/)?(?<name>[A-Za-z0-9_-]+)(?::\\d+)?");

    private final Engine engine;
    private final Map<String, ContainerMain> programs = new ConcurrentHashMap<>();

    public Containers(Engine engine) {
        this.engine = engine;
    }

    public void register(String definition, ContainerMain main) {
        requireNonNull(main, "main");
        programs.put(
                name(requireNonNull(definition, "definition"))
                        .orElseThrow(() -> new IllegalArgumentException("not a definition's name: " + definition)),
                main);
    }

    public boolean isEmpty() {
        return programs.isEmpty();
    }

    /** The container of a definition, not yet started, or empty if there is no such definition. */
    public Optional<Container> find(String definition, ContainerInput input) {
        return name(definition)
                .flatMap(name -> Optional.ofNullable(programs.get(name)))
                .map(main -> new Container(engine, main, input));
    }

    /** The name in a definition's name or ARN. */
    public static Optional<String> name(String definition) {
        Matcher matcher = DEFINITION.matcher(definition);
        return matcher.matches() ? Optional.of(matcher.group("name")) : Optional.empty();
    }
}
