package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.AdapterContract;
import dev.tasktoken.testkit.DeliveryShape;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The kit through {@link ApiGatewayEvents}: bodies plain and base64, attributes as headers and as parameters. */
class CallReadingTest {
    private abstract static class OfHttpApi extends AdapterContract {
        abstract APIGatewayV2HTTPEvent call(DeliveryShape shape);

        @Override
        protected CallbackEnvelope read(DeliveryShape shape) {
            return ApiGatewayEvents.read(call(shape));
        }

        @Override
        protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
            return ApiGatewayEvents.process(call(shape), Shapes.CONTEXT, processor);
        }
    }

    private abstract static class OfRestApi extends AdapterContract {
        abstract APIGatewayProxyRequestEvent call(DeliveryShape shape);

        @Override
        protected CallbackEnvelope read(DeliveryShape shape) {
            return ApiGatewayEvents.read(call(shape));
        }

        @Override
        protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
            return ApiGatewayEvents.process(call(shape), Shapes.CONTEXT, processor);
        }
    }

    @Nested
    class HttpApi extends OfHttpApi {
        @Override
        APIGatewayV2HTTPEvent call(DeliveryShape shape) {
            return Calls.http(shape.body(), Calls.lowerCase(shape.attributes()));
        }
    }

    @Nested
    class HttpApiWithBase64 extends OfHttpApi {
        @Override
        APIGatewayV2HTTPEvent call(DeliveryShape shape) {
            APIGatewayV2HTTPEvent call = Calls.http(Calls.base64(shape.body()), Map.of());
            call.setIsBase64Encoded(true);
            call.setQueryStringParameters(shape.attributes());
            return call;
        }
    }

    @Nested
    class RestApi extends OfRestApi {
        @Override
        APIGatewayProxyRequestEvent call(DeliveryShape shape) {
            return Calls.rest(shape.body()).withHeaders(shape.attributes());
        }
    }

    @Nested
    class RestApiWithBase64 extends OfRestApi {
        @Override
        APIGatewayProxyRequestEvent call(DeliveryShape shape) {
            Map<String, String> headers = new HashMap<>();
            shape.attributes().forEach((name, value) -> headers.put(name.toUpperCase(Locale.ROOT), value));
            return Calls.rest(Calls.base64(shape.body()))
                    .withIsBase64Encoded(true)
                    .withMultiValueHeaders(Calls.multi(headers))
                    .withPathParameters(shape.attributes());
        }
    }
}
