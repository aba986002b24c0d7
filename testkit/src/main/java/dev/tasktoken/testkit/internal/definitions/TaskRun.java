package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * One attempt of a Task state, as the resource that does the work sees it. Every method is called inside the engine,
 * and does nothing once the attempt has ended.
 */
public interface TaskRun {
    /** Records that the task was started, and starts its clocks. */
    void started();

    /**
     * Makes a call of a service outside the engine's lock. An exception fails the task.
     *
     * @param onResponse what follows, as a step of the engine
     */
    <T> void call(Callable<T> call, Consumer<T> onResponse);

    /** The same for a call that runs the user's code: it may be slow, and the heartbeat's clock waits for its end. */
    <T> void callFunction(Callable<T> call, Consumer<T> onResponse);

    /** Takes the service's response as that of a task that goes on: from now on its token can be awaited. */
    void submitted(JsonNode response);

    /** Leaves the task to whoever takes it: from now on its token can be answered. */
    void offered();

    /**
     * Records that a worker has taken the task, and starts its clocks.
     *
     * @param details what the event says
     * @return the token, a secret; empty if the attempt has ended
     */
    Optional<String> taken(ObjectNode details);

    /** Ends the task with a result. */
    void succeeded(JsonNode result);

    /** Ends the task with an error. */
    void failed(StateError error);

    /** Sets what to stop if the task times out, or its state is given up. */
    void onStop(Runnable action);
}
