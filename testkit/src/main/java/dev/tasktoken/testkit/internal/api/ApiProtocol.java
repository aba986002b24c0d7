package dev.tasktoken.testkit.internal.api;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How one service is called over HTTP. */
public interface ApiProtocol {
    /** Answers a request for a page, which is no call. */
    boolean showsPage(HttpExchange exchange) throws IOException;

    /** The name of the operation that is called, if there is one. */
    Optional<String> operation(HttpExchange exchange);

    /** Lets the call take effect; a {@code ServiceErrorException} refuses it. */
    CompletableFuture<ApiResponse> respond(HttpExchange exchange, byte[] body);

    /** The HTTP status of an error. */
    int status(String code);
}
