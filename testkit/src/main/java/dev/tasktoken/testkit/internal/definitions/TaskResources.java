package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;

/** Finds what a Task state calls. */
public interface TaskResources {
    /**
     * Returns what the field Resource of a Task state names.
     *
     * @throws ServiceErrorException if it is not supported
     */
    TaskResource resource(AslObject task);
}
