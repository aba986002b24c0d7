package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Locale;
import java.util.Set;

/** One operation of {@code aws-sdk:sfn}, on this instance: an execution that is stopped, a token that is answered. */
public record SdkStepFunctions(String operation, String apiName, StepFunctionsApi api, Engine engine)
        implements Integration {
    /** The operation that the API calls {@code StopExecution}. */
    public static SdkStepFunctions of(String apiName, StepFunctionsApi api, Engine engine) {
        String operation = apiName.substring(0, 1).toLowerCase(Locale.ROOT) + apiName.substring(1);
        return new SdkStepFunctions(operation, apiName, api, engine);
    }

    @Override
    public String service() {
        return "aws-sdk:sfn";
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of();
    }

    @Override
    public Set<String> optionalParameters() {
        return Set.of();
    }

    /** The API's own checks are enough. */
    @Override
    public boolean takesAnyParameters() {
        return true;
    }

    @Override
    public JsonNode call(JsonNode parameters) {
        try {
            return ApiNames.ofSdk(engine.run(() -> api.call(apiName, ApiNames.ofApi(parameters))));
        } catch (ServiceErrorException e) {
            throw failure(e);
        }
    }

    /** A refusal of the API, as a state sees it. */
    static StateFailure failure(ServiceErrorException refused) {
        String error = refused.code().endsWith("Exception") ? refused.code() : refused.code() + "Exception";
        return CallFailure.sdk("Sfn." + error, refused.getMessage());
    }
}
