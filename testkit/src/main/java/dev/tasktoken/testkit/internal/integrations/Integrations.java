package dev.tasktoken.testkit.internal.integrations;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.integrations.IntegrationCall;
import dev.tasktoken.testkit.integrations.LocalIntegration;
import dev.tasktoken.testkit.internal.activities.Activities;
import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.definitions.TaskResources;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.BoundedLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The integrations of one LocalStepFunctions, by resource: those a test registers, and those that are ready-made. A new
 * one is one class and one line where it is made. Thread-safe.
 */
public final class Integrations implements TaskResources {
    private final Engine engine;
    private final BoundedLog<IntegrationCall> log;
    private final Activities activities;
    private final List<Integration> readyMade = new CopyOnWriteArrayList<>();
    private final Map<IntegrationName, LocalIntegration> registered = new ConcurrentHashMap<>();

    public Integrations(Engine engine, BoundedLog<IntegrationCall> log, Activities activities) {
        this.engine = engine;
        this.log = log;
        this.activities = activities;
    }

    public void add(Integration integration) {
        readyMade.add(integration);
    }

    /** Registers a function under a name with an end or without. */
    void register(String resource, LocalIntegration function) {
        IntegrationName name = name(resource);
        if (!name.isKnown()) {
            throw new IllegalArgumentException("Step Functions has no " + name);
        }
        registered.put(name, function);
    }

    List<IntegrationCall> calls(String resource) {
        IntegrationName name = name(resource);
        boolean anyEnd = name.pattern() == IntegrationPattern.REQUEST_RESPONSE;
        return log.list().stream()
                .filter(call -> call.resource().equals(name.toString())
                        || (anyEnd && call.resource().startsWith(name.bare() + ".")))
                .toList();
    }

    @Override
    public TaskResource resource(AslObject task) {
        String arn = task.text("Resource");
        return find(arn).orElseThrow(() -> task.refuse(MissingIntegration.message(arn), "Resource"));
    }

    private Optional<TaskResource> find(String arn) {
        return Optional.of(arn)
                .filter(text -> text.startsWith(IntegrationName.PREFIX))
                .flatMap(IntegrationName::parse)
                .filter(IntegrationName::isKnown)
                .flatMap(name -> registered(name).or(() -> readyMade(name)))
                .or(() -> readyMade.stream()
                        .flatMap(one -> one.resource(arn).stream())
                        .findFirst())
                .or(() -> activity(arn));
    }

    private Optional<TaskResource> activity(String arn) {
        return Arns.isOf("activity", arn) ? Optional.of(new ActivityCall(arn, activities)) : Optional.empty();
    }

    private Optional<TaskResource> registered(IntegrationName name) {
        return keys(name)
                .filter(registered::containsKey)
                .findFirst()
                .map(key -> new ServiceCall(
                        new UserIntegration(name, () -> requireNonNull(registered.get(key)), engine),
                        name.pattern(),
                        log));
    }

    /** A name without an end stands for a plain call and for one that waits. */
    private static Stream<IntegrationName> keys(IntegrationName name) {
        return name.pattern().isJob()
                ? Stream.of(name)
                : Stream.of(name, name.with(IntegrationPattern.REQUEST_RESPONSE));
    }

    private Optional<TaskResource> readyMade(IntegrationName name) {
        return readyMade.stream()
                .filter(one -> one.service().equals(name.service())
                        && one.operation().equals(name.operation())
                        && one.patterns().contains(name.pattern()))
                .findFirst()
                .map(one -> new ServiceCall(one, name.pattern(), log));
    }

    private static IntegrationName name(String resource) {
        return IntegrationName.parse(resource)
                .orElseThrow(() -> new IllegalArgumentException("not a resource, as in dynamodb:putItem: " + resource));
    }
}
