package dev.tasktoken.testkit.integrations;

import java.util.List;
import java.util.Map;

/**
 * The program of a container that {@code ecs:runTask} or {@code batch:submitJob} runs, in the JVM. Registered with
 * {@link LocalIntegrations#onContainer}.
 *
 * <p>It runs on a daemon thread of its own, which is interrupted when the service would stop the task: when a
 * {@code .sync} state ends before it, or the {@code LocalStepFunctions} is closed.
 */
@FunctionalInterface
public interface ContainerMain {
    /**
     * Runs to the container's end.
     *
     * @param environment the variables that the state sets for the container; a task token in it is a secret
     * @param command what the state sets as the container's command, empty if it sets none
     * @throws Exception to end with exit code 1; a return is exit code 0
     */
    void run(Map<String, String> environment, List<String> command) throws Exception;
}
