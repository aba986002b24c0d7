package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One operation of the API: what a request may hold, and what is answered. Runs under the engine's lock.
 *
 * @param name as in the header {@code X-Amz-Target}
 * @param members the members with constraints
 * @param action the answer to a request that keeps them
 */
public record ApiOperation(String name, List<RequestMember> members, Function<ApiRequest, ObjectNode> action)
        implements ServedOperation {
    ObjectNode call(ObjectNode body) {
        return action.apply(ApiRequest.checked(body, members));
    }

    @Override
    public CompletableFuture<ObjectNode> answer(ObjectNode body) {
        return CompletableFuture.completedFuture(call(body));
    }
}
