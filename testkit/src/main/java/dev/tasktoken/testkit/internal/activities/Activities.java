package dev.tasktoken.testkit.internal.activities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.values.Arns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The activities of one LocalStepFunctions, by name. Guarded by the engine's lock. */
public final class Activities {
    private final Arns arns;
    private final Engine engine;
    private final Map<String, Activity> byArn = new TreeMap<>();

    public Activities(Arns arns, Engine engine) {
        this.arns = arns;
        this.engine = engine;
    }

    /** Creates an activity, or returns the one that has the name. */
    public Activity create(String name, ObjectNode encryption) {
        return byArn.computeIfAbsent(arns.activity(name), arn -> new Activity(arn, name, encryption, engine));
    }

    public Optional<Activity> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    /** Deletes an activity if it exists. Tasks that wait for a worker of it go on waiting. */
    public void delete(String arn) {
        byArn.remove(arn);
    }

    public List<Activity> list() {
        return List.copyOf(byArn.values());
    }
}
