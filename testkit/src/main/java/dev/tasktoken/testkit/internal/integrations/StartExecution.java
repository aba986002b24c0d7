package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** {@code states:startExecution}, of the machines of this instance. Shapes and errors are recorded. */
public record StartExecution(StepFunctionsApi api, Engine engine) implements JobIntegration {
    @Override
    public String service() {
        return "states";
    }

    @Override
    public String operation() {
        return "startExecution";
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("StateMachineArn");
    }

    @Override
    public Set<String> optionalParameters() {
        return Set.of("Input", "Name", "TraceHeader");
    }

    @Override
    public Set<IntegrationPattern> patterns() {
        return EnumSet.allOf(IntegrationPattern.class);
    }

    @Override
    public Job start(JsonNode parameters, IntegrationPattern pattern) {
        try {
            ObjectNode answer = engine.run(() -> api.call("StartExecution", request(new CallParameters(parameters))));
            return new ChildExecution(
                    api,
                    answer.path("executionArn").asText(),
                    pattern,
                    ResponseMetadata.addTo(ApiNames.ofState(answer)));
        } catch (ServiceErrorException e) {
            String name = e.code().endsWith("Exception") ? "AWSStepFunctionsException" : e.code() + "Exception";
            throw CallFailure.optimized("StepFunctions." + name, e.getMessage(), "AWSStepFunctions", e.code());
        }
    }

    /** An input that is a text is JSON text already; none is an empty object. */
    private static ObjectNode request(CallParameters parameters) {
        ObjectNode request = Json.object().put("stateMachineArn", parameters.text("StateMachineArn"));
        parameters.optionalText("Name").ifPresent(name -> request.put("name", name));
        parameters.message("Input").ifPresent(input -> request.put("input", input));
        return request;
    }

    /** An execution that a task has started. The service stops it when the task's own execution gives the task up. */
    private record ChildExecution(StepFunctionsApi api, String arn, IntegrationPattern pattern, JsonNode response)
            implements Job {
        @Override
        public void begin(Consumer<JsonNode> onResult, Consumer<StateError> onFailure) {
            if (pattern.isJob()) {
                api.onEnd(arn, () -> end(onResult, onFailure));
            }
        }

        private void end(Consumer<JsonNode> onResult, Consumer<StateError> onFailure) {
            ObjectNode description = description();
            if (description.path("Status").asText().equals("SUCCEEDED")) {
                onResult.accept(description);
            } else {
                onFailure.accept(new StateError(StateError.TASK_FAILED, Json.write(description)));
            }
        }

        /** DescribeExecution's answer; the newer form has the data as JSON, the older one as text. */
        private ObjectNode description() {
            ObjectNode description = ApiNames.ofState(describe());
            if (pattern == IntegrationPattern.JOB_2) {
                parse(description, "Input");
                parse(description, "Output");
            }
            return description;
        }

        @Override
        public void stop() {
            if (describe().path("status").asText().equals("RUNNING")) {
                api.call("StopExecution", Json.object().put("executionArn", arn));
            }
        }

        private ObjectNode describe() {
            return api.call("DescribeExecution", Json.object().put("executionArn", arn));
        }

        private static void parse(ObjectNode description, String member) {
            Json.parse(description.path(member).asText()).ifPresent(data -> description.set(member, data));
        }

        /** Names the execution only: its response may hold data. */
        @Override
        public String toString() {
            return "ChildExecution[" + arn + "]";
        }
    }
}
