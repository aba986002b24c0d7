package dev.tasktoken.consumer.lambdaevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tasktoken.TokenResponder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandlersTest {
    private final OneTask task = new OneTask();
    private final TokenResponder responder =
            TokenResponder.builder().client(task).build();

    @Test
    void worksWithNothingButLambdasEventsLibrary() {
        ScheduledEvent event = new ScheduledEvent().withDetail(Map.of("TaskToken", "t-1"));
        APIGatewayV2HTTPEvent call = new APIGatewayV2HTTPEvent();
        call.setBody("{\"decision\":\"yes\"}");
        call.setQueryStringParameters(Map.of("token", "t-2"));

        new EventHandler(responder).handleRequest(event, null);
        int status = new ApiHandler(responder).handleRequest(call, null).getStatusCode();

        assertThat(status).isEqualTo(204);
        assertThat(task.outputs).containsExactly("2", "18");
    }

    @Test
    void doesNotHaveAServiceClientButStepFunctions() {
        assertThatThrownBy(() -> Class.forName("software.amazon.awssdk.services.sqs.SqsClient"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
