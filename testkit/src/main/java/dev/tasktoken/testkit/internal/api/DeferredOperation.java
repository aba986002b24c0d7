package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An operation that holds its answer back. No thread and no lock waits for it.
 *
 * @param name as in the header {@code X-Amz-Target}
 * @param members the members with constraints
 * @param action what will answer a request that keeps them
 */
public record DeferredOperation(
        String name, List<RequestMember> members, Function<ApiRequest, CompletableFuture<ObjectNode>> action)
        implements ServedOperation {
    @Override
    public CompletableFuture<ObjectNode> answer(ObjectNode body) {
        return action.apply(ApiRequest.checked(body, members));
    }
}
