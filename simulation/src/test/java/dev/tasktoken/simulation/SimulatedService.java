package dev.tasktoken.simulation;

import dev.tasktoken.testkit.TestTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CallbackTimeoutException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.KmsThrottlingException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/**
 * Tasks that wait for their tokens: what Step Functions does with answers and heartbeats. An unknown token is invalid;
 * a task that is answered, timed out or stopped is reported as timed out (API reference, and recorded replies of the
 * service). Callbacks of durable functions are tasks with ids of their own kind.
 */
final class SimulatedService {
    private static final List<String> TOKENS =
            IntStream.range(1, 100).mapToObj(TestTokens::numbered).toList();

    private final World world;
    private final Map<String, SimulatedTask> tasks = new LinkedHashMap<>();
    private final Map<String, ExecutionHistory> executions = new LinkedHashMap<>();

    SimulatedService(World world) {
        this.world = world;
    }

    /** Starts a task whose message goes to the queue, and starts the next one of the same id if it times out. */
    SimulatedTask startWithRetry(String id) {
        return start(id, () -> startWithRetry(id));
    }

    /** Starts a task whose message goes to the queue. */
    SimulatedTask start(String id) {
        return start(id, () -> {});
    }

    private SimulatedTask start(String id, Runnable onTimeout) {
        SimulatedTask task = add(new SimulatedTask(id, number(id), TOKENS.get(tasks.size()), false, onTimeout));
        String body = "{\"orderId\":\"" + id + "\",\"taskToken\":\"" + task.token + "\"}";
        executions.computeIfAbsent(id, ExecutionHistory::new).sent(body);
        world.queue.send(body);
        return task;
    }

    /** Opens a callback of a durable function, which sends its id to the queue. */
    SimulatedTask startCallback(String id) {
        String callback = TOKENS.get(tasks.size()).substring(0, 800);
        SimulatedTask task = add(new SimulatedTask(id, number(id), callback, true, () -> {}));
        world.queue.send("{\"orderId\":\"" + id + "\",\"callbackId\":\"" + task.token + "\"}");
        return task;
    }

    private int number(String id) {
        return tasks(id).size() + 1;
    }

    private SimulatedTask add(SimulatedTask task) {
        tasks.put(task.token, task);
        return task;
    }

    List<SimulatedTask> tasks() {
        return List.copyOf(tasks.values());
    }

    List<SimulatedTask> tasks(String id) {
        return tasks.values().stream().filter(task -> task.id.equals(id)).toList();
    }

    Optional<SimulatedTask> named(String token) {
        return Optional.ofNullable(tasks.get(token));
    }

    ExecutionHistory execution(String id) {
        return Optional.ofNullable(executions.get(id)).orElseThrow();
    }

    void timeOut(SimulatedTask task) {
        if (task.status == SimulatedTask.Status.OPEN) {
            world.note(task + " times out");
            task.status = SimulatedTask.Status.TIMED_OUT;
            ended(task);
            task.onTimeout.run();
        }
    }

    SfnClient client(SimulatedProcess process) {
        return new SimulatedSfnClient(this, process);
    }

    LambdaClient callbacks(SimulatedProcess process) {
        return new SimulatedLambdaClient(this, process);
    }

    private void ended(SimulatedTask task) {
        Optional.ofNullable(executions.get(task.id)).ifPresent(ExecutionHistory::ended);
    }

    void answer(boolean isCallback, String token, String answer, int attempts) {
        SimulatedTask task = known(isCallback, token);
        if (!answer.contains(task.id)) {
            world.violate(Invariant.OWN_ANSWER, task + " was sent " + answer);
        }
        if (!task.answersSent.isEmpty() && !task.answersSent.contains(answer)) {
            world.violate(Invariant.ONE_ANSWER, task + " was sent " + task.answersSent + ", then " + answer);
        }
        task.answersSent.add(answer);
        checkOpen(task, attempts);
        task.status = SimulatedTask.Status.ANSWERED;
        task.accepted = answer;
        ended(task);
        world.note(task + " accepts " + answer);
    }

    void heartbeat(boolean isCallback, String token, int attempts) {
        checkOpen(known(isCallback, token), attempts);
    }

    private SimulatedTask known(boolean isCallback, String token) {
        return named(token)
                .filter(task -> task.isCallback == isCallback)
                .orElseThrow(() -> InvalidTokenException.builder()
                        .message("Invalid Token: 'Invalid token'")
                        .numAttempts(1)
                        .build());
    }

    private static void checkOpen(SimulatedTask task, int attempts) {
        if (task.status != SimulatedTask.Status.OPEN && task.isCallback) {
            throw CallbackTimeoutException.builder()
                    .message("Callback is closed")
                    .numAttempts(attempts)
                    .build();
        }
        if (task.status != SimulatedTask.Status.OPEN) {
            throw TaskTimedOutException.builder()
                    .message("Task Timed Out: 'Provided task does not exist anymore'")
                    .numAttempts(attempts)
                    .build();
        }
    }

    static RuntimeException throttled() {
        return KmsThrottlingException.builder()
                .message("You have exceeded the rate at which you may call KMS")
                .numAttempts(1)
                .build();
    }

    static RuntimeException unreachable() {
        return SdkClientException.builder()
                .message("Read timed out")
                .numAttempts(1)
                .build();
    }

    /** Copies, so that a caller may go on while tasks are added. */
    List<SimulatedTask> open() {
        List<SimulatedTask> open = new ArrayList<>(tasks.values());
        open.removeIf(task -> task.status != SimulatedTask.Status.OPEN);
        return open;
    }
}
