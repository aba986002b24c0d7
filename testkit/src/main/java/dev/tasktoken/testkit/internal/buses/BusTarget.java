package dev.tasktoken.testkit.internal.buses;

/** Where a rule sends the events that match. */
@FunctionalInterface
interface BusTarget {
    /** Delivers an event, JSON text. What it throws is logged, and the event is dropped for this target. */
    void deliver(String event);
}
