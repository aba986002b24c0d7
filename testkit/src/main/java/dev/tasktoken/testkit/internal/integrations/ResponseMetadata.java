package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** What an optimized integration adds to a service's response; the HTTP headers beside it are left out. */
final class ResponseMetadata {
    private ResponseMetadata() {}

    static ObjectNode addTo(ObjectNode response) {
        response.putObject("SdkHttpMetadata").put("HttpStatusCode", 200);
        response.putObject("SdkResponseMetadata")
                .put("RequestId", UUID.randomUUID().toString());
        return response;
    }
}
