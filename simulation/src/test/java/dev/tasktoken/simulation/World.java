package dev.tasktoken.simulation;

import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.TokenStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One history: who acts, what they share, what happened, and which invariants it broke. */
final class World {
    final SimulatedClock clock = new SimulatedClock();
    final SimulatedService service = new SimulatedService(this);
    final SimulatedQueue queue = new SimulatedQueue(this);
    final TokenStore store = TokenStore.inMemory(clock);
    /** What a test puts between the library and the store, to break it. */
    UnaryOperator<TokenStore> storeFault = UnaryOperator.identity();

    final List<Press> presses = new ArrayList<>();

    /** Events that were reported, and whether that call returned. */
    final Map<String, Boolean> signals = new TreeMap<>();

    final List<Violation> violations = new ArrayList<>();
    final List<String> trace = new ArrayList<>();

    /** Executions whose messages were lost, which somebody knows and rescues. */
    final Set<String> lost = new TreeSet<>();

    private final Map<String, PendingTaskInfo> approved = new HashMap<>();
    private final Choices choices;
    private final Bounds bounds;
    private final Actors actors;
    private int faults;
    private int calls;

    World(Choices choices, Bounds bounds) {
        this.choices = choices;
        this.bounds = bounds;
        this.actors = new Actors(clock, choices, this::ended);
    }

    /** Plays a scenario under faults, then lets everybody finish without any, then checks what is left. */
    static World play(Scenario scenario, Choices choices, Bounds bounds) throws InterruptedException {
        World world = new World(choices, bounds);
        scenario.begin(world);
        world.faults = bounds.faults();
        world.actors.run(bounds.switches());
        world.faults = 0;
        world.note("the faults end");
        world.add("recovery", () -> Recovery.run(world));
        world.actors.run(0);
        Checks.of(world);
        return world;
    }

    /** People decide under this id; what the state sent is parked. */
    void approve(String id) {
        approve(id, PendingTaskInfo.none());
    }

    /** The same with a policy, or with an event instead of a person. */
    void approve(String id, PendingTaskInfo info) {
        approved.put(id, info);
    }

    boolean isApproved(String id) {
        return approved.containsKey(id);
    }

    PendingTaskInfo info(String id) {
        return approved.getOrDefault(id, PendingTaskInfo.none());
    }

    void add(String name, Runnable body) {
        actors.add(new Actor(name, body));
    }

    /** An actor that is a process of its own. */
    void process(String name, Consumer<Program> body) {
        add(name, () -> body.accept(new Program(this, name)));
    }

    void pause() {
        calls++;
        actors.pause();
    }

    void sleep(Duration duration) {
        actors.sleep(duration);
    }

    Fault fault(List<Fault> options) {
        if (faults == 0) {
            return Fault.NONE;
        }
        Fault fault = options.get(choices.fault(options.size()));
        faults -= fault == Fault.NONE ? 0 : 1;
        return fault;
    }

    /** One of so many, where the order is the queue's own. */
    int anyOf(int options) {
        return options < 2 || !bounds.equals(Bounds.MANY) ? 0 : choices.next(options);
    }

    void note(String event) {
        trace.add(event);
    }

    void violate(Invariant invariant, String detail) {
        note("VIOLATION " + invariant + ": " + detail);
        violations.add(new Violation(invariant, detail));
    }

    int calls() {
        return calls;
    }

    private void ended(Actor actor, Throwable thrown) {
        if (thrown instanceof Crash) {
            note(actor.name + " crashed");
        } else {
            violate(Invariant.NOTHING_UNEXPECTED, actor.name + " ended in " + thrown);
        }
    }
}
