package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.executions.OpenTask;
import dev.tasktoken.testkit.internal.executions.OpenTasks;
import dev.tasktoken.testkit.internal.values.BoundedLog;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat, and a record of these calls. Guarded by the engine's lock.
 */
public final class TaskOperations {
    private static final RequestMember TOKEN = RequestMember.text("taskToken", 1, 2048);

    private final OpenTasks openTasks;
    private final InstantSource clock;
    private final BoundedLog<ReceivedCall> received;
    private final Set<String> answered = new HashSet<>();

    public TaskOperations(OpenTasks openTasks, InstantSource clock, BoundedLog<ReceivedCall> received) {
        this.openTasks = openTasks;
        this.clock = clock;
        this.received = received;
    }

    public List<ApiOperation> operations() {
        return List.of(
                operation(ReceivedCall.SUCCESS, List.of(TOKEN, RequestMember.data("output")), TaskOperations::succeed),
                operation(
                        ReceivedCall.FAILURE,
                        List.of(TOKEN, RequestMember.error(), RequestMember.cause()),
                        TaskOperations::fail),
                operation(ReceivedCall.HEARTBEAT, List.of(TOKEN), (task, request) -> task.heartbeat()));
    }

    public List<ReceivedCall> received() {
        return received.list();
    }

    /** Whether an outcome was taken for a token; a heartbeat is none. */
    public boolean isAnswered(String token) {
        return answered.contains(TaskTokens.fingerprint(token));
    }

    /** Checks in the service's order as far as it is known: constraints, then the token, then the output. */
    private ApiOperation operation(String name, List<RequestMember> members, BiConsumer<OpenTask, ApiRequest> answer) {
        ApiOperation checked = new ApiOperation(name, members, request -> {
            String token = request.text("taskToken");
            openTasks.requireOwn(token);
            requireJson(request);
            answer.accept(openTasks.find(token), request);
            return Json.object();
        });
        return new ApiOperation(name, List.of(), request -> callAndRecord(checked, request));
    }

    private ObjectNode callAndRecord(ApiOperation operation, ApiRequest request) {
        String fingerprint = TaskTokens.fingerprint(request.text("taskToken"));
        try {
            ObjectNode response = operation.call(request.body());
            remember(call(operation, fingerprint, ReceivedCall.ACCEPTED, request));
            return response;
        } catch (ServiceErrorException e) {
            remember(call(operation, fingerprint, e.code(), request));
            throw e;
        }
    }

    private ReceivedCall call(ApiOperation operation, String fingerprint, String outcome, ApiRequest request) {
        return new ReceivedCall(
                operation.name(),
                fingerprint,
                outcome,
                clock.instant(),
                text(request, "output"),
                text(request, "error"),
                text(request, "cause"));
    }

    /** A refused request may hold anything, also what is no text. */
    private static Optional<String> text(ApiRequest request, String member) {
        return Optional.ofNullable(request.body().path(member).textValue());
    }

    /** What was answered is forgotten with the answer. */
    private void remember(ReceivedCall call) {
        if (call.isAnswer()) {
            answered.add(call.fingerprint());
        }
        received.add(call)
                .filter(ReceivedCall::isAnswer)
                .ifPresent(forgotten -> answered.remove(forgotten.fingerprint()));
    }

    private static void requireJson(ApiRequest request) {
        if (request.optionalText("output")
                .map(Json::parse)
                .filter(Optional::isEmpty)
                .isPresent()) {
            throw new ServiceErrorException("InvalidOutput", "Invalid Output: 'The output is not JSON'");
        }
    }

    private static void succeed(OpenTask task, ApiRequest request) {
        JsonNode output = Json.parse(request.text("output")).orElseThrow();
        task.succeed(output);
    }

    private static void fail(OpenTask task, ApiRequest request) {
        task.fail(new StateError(
                request.optionalText("error").orElse(null),
                request.optionalText("cause").orElse(null)));
    }
}
