package dev.tasktoken.testkit;

/** Finds what a Task state calls. */
@FunctionalInterface
interface TaskResources {
    /**
     * Returns what the field Resource of a Task state names.
     *
     * @throws ServiceErrorException if it is not supported
     */
    TaskResource resource(AslObject task);
}
