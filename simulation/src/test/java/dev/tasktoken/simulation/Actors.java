package dev.tasktoken.simulation;

import dev.tasktoken.internal.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs actors one at a time. A turn passes to another only at a call, at a wait and at an actor's end, so a history is
 * the list of these choices and nothing else.
 */
final class Actors {
    private static final ExecutorService THREADS = DaemonThreads.unbounded("actor");

    private final List<Actor> all = new ArrayList<>();
    private final Semaphore done = new Semaphore(0);
    private final SimulatedClock clock;
    private final Choices choices;
    private final BiConsumer<Actor, Throwable> onEnd;
    private @Nullable Actor current;
    private int switches;

    Actors(SimulatedClock clock, Choices choices, BiConsumer<Actor, Throwable> onEnd) {
        this.clock = clock;
        this.choices = choices;
        this.onEnd = onEnd;
    }

    void add(Actor actor) {
        all.add(actor);
    }

    String currentName() {
        Actor running = current;
        return running == null ? "" : running.name;
    }

    /** Runs all actors to their ends. */
    void run(int mostSwitches) throws InterruptedException {
        switches = mostSwitches;
        Actor first = takeAny();
        if (first != null) {
            resume(first);
            done.acquire();
        }
    }

    /** Lets others go on here, if the history says so. */
    void pause() {
        Actor me = current;
        if (me == null || switches == 0) {
            return;
        }
        List<Actor> ready = ready();
        ready.remove(me);
        int choice = ready.isEmpty() ? 0 : choices.next(ready.size() + 1);
        if (choice > 0) {
            switches--;
            switchTo(me, ready.get(choice - 1));
        }
    }

    /** Waits on the movable clock, which moves when nobody else can go on. */
    void sleep(Duration duration) {
        Actor me = current;
        if (me == null) {
            clock.advance(duration);
            return;
        }
        me.wakesAt = clock.instant().plus(duration);
        Actor next = takeAny();
        if (next != null && next != me) {
            switchTo(me, next);
        }
    }

    private void switchTo(Actor me, Actor next) {
        resume(next);
        me.turn.acquireUninterruptibly();
    }

    private void resume(Actor actor) {
        current = actor;
        if (actor.started) {
            actor.turn.release();
        } else {
            actor.started = true;
            THREADS.execute(() -> runFrom(actor));
        }
    }

    /** Runs an actor, and on the same thread those after it that have not begun. */
    private void runFrom(Actor first) {
        Actor actor = first;
        while (true) {
            end(actor);
            Actor next = takeAny();
            if (next == null) {
                current = null;
                done.release();
                return;
            }
            if (next.started) {
                resume(next);
                return;
            }
            next.started = true;
            current = next;
            actor = next;
        }
    }

    private void end(Actor actor) {
        try {
            actor.body.run();
            actor.ended = true;
        } catch (Throwable thrown) { // a crash, or what nobody expected
            actor.ended = true;
            onEnd.accept(actor, thrown);
        }
        if (Thread.interrupted()) {
            onEnd.accept(actor, new IllegalStateException("left its thread interrupted"));
        }
    }

    /** Whoever goes on when nobody runs; null if all have ended. */
    private @Nullable Actor takeAny() {
        List<Actor> ready = ready();
        if (ready.isEmpty()) {
            all.stream()
                    .filter(actor -> !actor.ended)
                    .map(actor -> actor.wakesAt)
                    .min((a, b) -> a.compareTo(b))
                    .ifPresent(clock::moveTo);
            ready = ready();
        }
        if (ready.isEmpty()) {
            return null;
        }
        return ready.get(ready.size() == 1 ? 0 : choices.next(ready.size()));
    }

    private List<Actor> ready() {
        List<Actor> ready = new ArrayList<>();
        for (Actor actor : all) {
            if (!actor.ended && !actor.wakesAt.isAfter(clock.instant())) {
                ready.add(actor);
            }
        }
        return ready;
    }
}
