package dev.tasktoken.testkit;

/** Reads the states inside a state. */
@FunctionalInterface
interface GraphReader {
    StateGraph read(AslObject asl);
}
