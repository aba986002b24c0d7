package dev.tasktoken.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/** Calls of an API, a function URL, a load balancer or VPC Lattice in their raw form. */
final class RawCall {
    private RawCall() {}

    /**
     * Refuses a call whose method programs use on their own. An object with a token among its own keys is the payload
     * of a state, even if it contains an event.
     *
     * @throws IllegalArgumentException if it is such a call
     */
    static void refuseSafeMethod(DirectPayload payload) {
        JsonNode event = payload.mentions("\"httpMethod\"", "\"requestContext\"", "\"method\"") ? payload.tree() : null;
        if (event == null || hasOwnToken(event)) {
            return;
        }
        JsonNode context = event.path("requestContext");
        HttpCall.refuseSafeMethod(context.path("http").path("method").textValue());
        HttpCall.refuseSafeMethod(context.path("httpMethod").textValue());
        if (event.has("requestContext") || event.has("headers") || event.has("path")) {
            HttpCall.refuseSafeMethod(event.path("httpMethod").textValue());
        }
        if (event.has("headers") && (event.has("path") || event.has("raw_path"))) {
            HttpCall.refuseSafeMethod(event.path("method").textValue());
        }
    }

    private static boolean hasOwnToken(JsonNode event) {
        for (Iterator<String> names = event.fieldNames(); names.hasNext(); ) {
            if (HttpCall.endsInToken(names.next())) {
                return true;
            }
        }
        return false;
    }
}
