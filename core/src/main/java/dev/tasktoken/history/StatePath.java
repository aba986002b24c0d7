package dev.tasktoken.history;

import java.util.List;

/**
 * Where in its state machine a task is.
 *
 * @param state the Task state's name
 * @param around the names of the Parallel and Map states around it, outermost first, with the iteration
 * @param attempt 1 for the first
 */
record StatePath(String state, List<String> around, int attempt) {

    /** As users write and read it: {@code Orders[3]/Approve}. */
    @Override
    public String toString() {
        return around.isEmpty() ? state : String.join("/", around) + "/" + state;
    }
}
