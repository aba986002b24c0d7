package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** One operation of the API, as the server calls it. */
public interface ServedOperation {
    /** The name, as in the header {@code X-Amz-Target}. */
    String name();

    /** The answer, at once or later; called under the engine's lock, and completed under it. */
    CompletableFuture<ObjectNode> answer(ObjectNode body);
}
