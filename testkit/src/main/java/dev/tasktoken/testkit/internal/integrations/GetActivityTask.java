package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * {@code aws-sdk:sfn:getActivityTask}: a state as the worker of an activity.
 *
 * @param poll the operation of the API, called inside the engine
 */
public record GetActivityTask(Function<ObjectNode, CompletableFuture<ObjectNode>> poll, Engine engine)
        implements JobIntegration {
    @Override
    public String service() {
        return "aws-sdk:sfn";
    }

    @Override
    public String operation() {
        return "getActivityTask";
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("ActivityArn");
    }

    @Override
    public Set<String> optionalParameters() {
        return Set.of("WorkerName");
    }

    @Override
    public Set<IntegrationPattern> patterns() {
        return Set.of(IntegrationPattern.REQUEST_RESPONSE);
    }

    @Override
    public boolean respondsLater() {
        return true;
    }

    @Override
    public Job start(JsonNode parameters, IntegrationPattern pattern) {
        try {
            return new Polling(engine.run(() -> poll.apply(ApiNames.ofApi(parameters))), engine);
        } catch (ServiceErrorException e) {
            throw SdkStepFunctions.failure(e);
        }
    }

    /** A poll under way. One whose state has ended takes no task. */
    private record Polling(CompletableFuture<ObjectNode> answer, Engine engine) implements Job {
        @Override
        public JsonNode response() {
            return Json.object();
        }

        @Override
        public void begin(Consumer<JsonNode> onResult, Consumer<StateError> onFailure) {
            var unused = answer.thenAccept(body -> engine.post(() -> onResult.accept(ApiNames.ofSdk(body))));
        }

        @Override
        public void stop() {
            answer.cancel(false);
        }
    }
}
