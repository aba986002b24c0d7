package dev.tasktoken.examples.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tasktoken.testkit.LambdaContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InboxHandlerTest {
    private final Waiting waiting = new Waiting();
    private final InboxHandler handler = new InboxHandler(waiting.pending, new byte[32]);

    private APIGatewayV2HTTPResponse get(String login, String query) {
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setRawQueryString(query);
        event.setRequestContext(RequestContext.builder()
                .withHttp(RequestContext.Http.builder().withMethod("GET").build())
                .withAuthorizer(RequestContext.Authorizer.builder()
                        .withJwt(RequestContext.Authorizer.JWT
                                .builder()
                                .withClaims(Map.of("email", login))
                                .build())
                        .build())
                .build());
        return handler.handleRequest(event, LambdaContext.of("inbox"));
    }

    @Test
    void aPersonSeesWhatWaitsAndDecidesNothingOfTheirOwn() {
        assertThat(get("ann@example.com", "").getBody()).contains("Pay 12 chairs", "ann@example.com");
        assertThat(get("ann@example.com", "task=expense-7").getBody()).contains("value=\"approve\"");
        assertThat(get("mara@example.com", "task=expense-7").getBody()).doesNotContain("value=\"approve\"");
    }
}
