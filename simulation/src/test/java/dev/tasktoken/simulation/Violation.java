package dev.tasktoken.simulation;

/** An invariant that a history broke. */
record Violation(Invariant invariant, String detail) {
    @Override
    public String toString() {
        return invariant + " (" + invariant.sentence + "): " + detail;
    }
}
