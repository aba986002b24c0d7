package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;

/** Reads the states inside a state. */
@FunctionalInterface
interface GraphReader {
    StateGraph read(AslObject asl);
}
