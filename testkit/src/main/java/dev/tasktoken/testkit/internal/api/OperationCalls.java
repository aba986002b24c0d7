package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.integrations.StepFunctionsApi;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The operations as the states of a workflow call them, which are read before there are any. */
public final class OperationCalls implements StepFunctionsApi {
    private final Map<String, ApiOperation> operations = new ConcurrentHashMap<>();
    private volatile BiConsumer<String, Runnable> listeners = (executionArn, action) -> {};

    /** Makes the operations known, and how the end of an execution is. */
    public void serve(List<ApiOperation> served, ExecutionOperations executions) {
        served.forEach(operation -> operations.put(operation.name(), operation));
        listeners = (executionArn, action) -> executions.require(executionArn).onEnd(action);
    }

    @Override
    public ObjectNode call(String operation, ObjectNode request) {
        ApiOperation found = operations.get(operation);
        if (found == null) {
            throw new ServiceErrorException("UnknownOperationException", "There is no operation " + operation);
        }
        return found.call(request);
    }

    @Override
    public void onEnd(String executionArn, Runnable action) {
        listeners.accept(executionArn, action);
    }
}
