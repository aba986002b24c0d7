package dev.tasktoken.consumer.lambdaevents;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.ApiGatewayEvents;
import org.jspecify.annotations.Nullable;

/** What a function calls that an API is in front of. */
final class ApiHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final CallbackProcessor<String> processor;

    ApiHandler(TokenResponder responder) {
        this.processor = CallbackProcessor.of(responder, String.class, String::length);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        boolean settled = ApiGatewayEvents.process(event, context, processor).isSettled();
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(settled ? 204 : 503)
                .build();
    }
}
