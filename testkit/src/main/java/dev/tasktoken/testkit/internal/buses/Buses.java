package dev.tasktoken.testkit.internal.buses;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.integrations.LocalBuses;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.BoundedLog;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The buses, by name. Thread-safe. */
public final class Buses implements LocalBuses {
    private static final Logger LOG = LoggerFactory.getLogger(Buses.class);
    private static final Pattern NAME = Pattern.compile("[/.A-Za-z0-9_-]{1,256}");

    private final Arns arns;
    private final BusTargets targets;
    private final Map<String, Bus> byName = new ConcurrentHashMap<>();

    public Buses(Arns arns, BusTargets targets) {
        this.arns = arns;
        this.targets = targets;
        create("default");
    }

    @Override
    public String create(String name) {
        if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("not the name of a bus: " + name);
        }
        byName.computeIfAbsent(name, created -> new Bus());
        return arns.eventBus(name);
    }

    @Override
    public LocalBuses.Rule rule(String bus, String pattern) {
        JsonNode read = Json.parse(requireNonNull(pattern, "pattern"))
                .orElseThrow(() -> new IllegalArgumentException("the event pattern is not JSON"));
        BusRule rule = new BusRule(EventPattern.read(read), new CopyOnWriteArrayList<>(), targets);
        existing(bus).rules.add(rule);
        return rule;
    }

    @Override
    public List<String> published(String bus) {
        return existing(bus).published.list();
    }

    /** Whether there is a bus of a name or an ARN. */
    public boolean has(String bus) {
        return find(bus).isPresent();
    }

    /** Takes an event for a bus that there is, and delivers it to the targets of its rules. */
    public void publish(String bus, JsonNode event) {
        String text = Json.write(event);
        Bus found = existing(bus);
        found.published.add(text);
        for (BusRule rule : found.rules) {
            if (rule.pattern.test(event)) {
                rule.targets.forEach(target -> deliver(target, text));
            }
        }
    }

    /** The service tries again for a day and drops the event then; here it is dropped at once. */
    private static void deliver(BusTarget target, String event) {
        try {
            target.deliver(event);
        } catch (RuntimeException e) {
            LOG.warn(
                    "An event could not be delivered to a target and is dropped: {}",
                    e.getClass().getName());
        }
    }

    private Bus existing(String bus) {
        return find(bus)
                .orElseThrow(() -> new IllegalArgumentException("there is no bus " + bus + ", but " + byName.keySet()));
    }

    private Optional<Bus> find(String bus) {
        String prefix = arns.eventBus("");
        String name = requireNonNull(bus, "bus").startsWith(prefix) ? bus.substring(prefix.length()) : bus;
        return Optional.ofNullable(byName.get(name));
    }

    private static final class Bus {
        private final BoundedLog<String> published = new BoundedLog<>();
        private final List<BusRule> rules = new CopyOnWriteArrayList<>();
    }

    private record BusRule(Predicate<JsonNode> pattern, List<BusTarget> targets, BusTargets places)
            implements LocalBuses.Rule {
        @Override
        public LocalBuses.Rule toFunction(String functionName) {
            return to(places.function(functionName));
        }

        @Override
        public LocalBuses.Rule toQueue(String queueUrl) {
            return to(places.queue(queueUrl));
        }

        @Override
        public LocalBuses.Rule toTopic(String topicArn) {
            return to(places.topic(topicArn));
        }

        @Override
        public LocalBuses.Rule toStateMachine(String stateMachineArn) {
            return to(places.stateMachine(stateMachineArn));
        }

        private LocalBuses.Rule to(BusTarget target) {
            targets.add(target);
            return this;
        }
    }
}
