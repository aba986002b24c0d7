package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and processes API calls in which a caller returns a token: calls of an HTTP API or a function URL (payload
 * format 2.0), and of a REST API (1.0).
 *
 * <ul>
 *   <li>The payload is the body, decoded if it is base64. A form ({@code application/x-www-form-urlencoded}) is read as
 *       an object of its fields. The payload of a call without a body is an empty text.
 *   <li>The token is a key of the body, or a header, query parameter or path parameter, all of which count as message
 *       attributes. An HTTP API writes the names of headers in lower case.
 *   <li>Two different values of one name are an error, even if they are in different places. The headers
 *       {@code Authorization}, {@code Proxy-Authorization}, {@code Cookie}, {@code X-Api-Key} and
 *       {@code X-Amz-Security-Token} are never read.
 * </ul>
 *
 * <p>A token contains {@code +}, {@code /} and {@code =}. Percent-encode them in a link or a form; otherwise each
 * {@code +} arrives as a space and the service refuses the token. It is better to keep tokens out of links. Links
 * appear in access logs, histories and mail scanners, and anybody who has the token can answer the task.
 *
 * <p>An API does not redeliver a call, so {@code process} throws nothing to request it. Your function chooses the
 * response, for instance 204 if {@link Settlement#isAcknowledged()}, 400 if the call was wrong, and 503 if the caller
 * may repeat it. The events' {@code toString()} shows headers and body: do not log them. Stateless and thread-safe.
 *
 * <pre>{@code
 * public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
 *     boolean settled = ApiGatewayEvents.process(event, context, processor).isAcknowledged();
 *     return APIGatewayV2HTTPResponse.builder().withStatusCode(settled ? 204 : 503).build();
 * }
 * }</pre>
 */
public final class ApiGatewayEvents {
    private ApiGatewayEvents() {}

    /**
     * Reads a call of an HTTP API with {@link CallbackReader#standard()}.
     *
     * @param event as Lambda hands it in
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if nothing in it is marked as a task token
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if only the body could hold it, and the body is not JSON
     */
    public static CallbackEnvelope read(APIGatewayV2HTTPEvent event) {
        return read(event, CallbackReader.standard());
    }

    /**
     * Reads a call of an HTTP API.
     *
     * @param event as Lambda hands it in
     * @param reader says where token and payload are; headers and parameters are its attributes
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if the token is not there
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if only the body could hold it, and the body is not JSON
     */
    public static CallbackEnvelope read(APIGatewayV2HTTPEvent event, CallbackReader reader) {
        return reader.read(delivery(event, null));
    }

    /**
     * Reads a call of a REST API with {@link CallbackReader#standard()}.
     *
     * @param event as Lambda hands it in
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if nothing in it is marked as a task token
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if only the body could hold it, and the body is not JSON
     */
    public static CallbackEnvelope read(APIGatewayProxyRequestEvent event) {
        return read(event, CallbackReader.standard());
    }

    /**
     * Reads a call of a REST API.
     *
     * @param event as Lambda hands it in
     * @param reader says where token and payload are; headers and parameters are its attributes
     * @return the envelope: the token, and the payload on request
     * @throws TokenNotFoundException if the token is not there
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if only the body could hold it, and the body is not JSON
     */
    public static CallbackEnvelope read(APIGatewayProxyRequestEvent event, CallbackReader reader) {
        return reader.read(delivery(event, null));
    }

    /**
     * Processes a call of an HTTP API: finds the token, runs the handler, and answers the task. Blocks until the answer
     * was sent; the API's integration times out after at most 30 seconds. Refuses {@code GET}, {@code HEAD},
     * {@code OPTIONS} and {@code TRACE}, because mail scanners and browsers follow links on their own: show a page, and
     * process what its form posts.
     *
     * @param event as Lambda hands it in
     * @param context names the invocation in log lines, and limits retries of the answer to the function's remaining
     *     time; null if unknown
     * @param processor runs the handler and answers the task
     * @return the settlement; {@link Settlement.Redeliver} leaves the task open, so that the caller may repeat the call
     * @throws IllegalArgumentException if the method is one of those
     */
    public static Settlement process(
            APIGatewayV2HTTPEvent event, @Nullable Context context, CallbackProcessor<?> processor) {
        RequestContext request = event.getRequestContext();
        RequestContext.Http http = request == null ? null : request.getHttp();
        HttpCall.refuseSafeMethod(http == null ? null : http.getMethod());
        return Invocation.process(delivery(event, context), processor);
    }

    /**
     * Processes a call of a REST API: finds the token, runs the handler, and answers the task. Blocks until the answer
     * was sent; the API's integration times out after 29 seconds by default. Refuses {@code GET}, {@code HEAD},
     * {@code OPTIONS} and {@code TRACE}, because mail scanners and browsers follow links on their own: show a page, and
     * process what its form posts.
     *
     * @param event as Lambda hands it in
     * @param context names the invocation in log lines, and limits retries of the answer to the function's remaining
     *     time; null if unknown
     * @param processor runs the handler and answers the task
     * @return the settlement; {@link Settlement.Redeliver} leaves the task open, so that the caller may repeat the call
     * @throws IllegalArgumentException if the method is one of those
     */
    public static Settlement process(
            APIGatewayProxyRequestEvent event, @Nullable Context context, CallbackProcessor<?> processor) {
        HttpCall.refuseSafeMethod(event.getHttpMethod());
        return Invocation.process(delivery(event, context), processor);
    }

    private static Delivery delivery(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        HttpCall call = new HttpCall(event.getBody(), event.getIsBase64Encoded());
        forEachValue(event.getHeaders(), call::addHeader);
        forEachValue(event.getQueryStringParameters(), call::addParameter);
        forEachValue(event.getPathParameters(), call::addPathParameter);
        call.addPath(event.getRawPath());
        return Invocation.delivery(call.delivery(), context);
    }

    private static Delivery delivery(APIGatewayProxyRequestEvent event, @Nullable Context context) {
        HttpCall call = new HttpCall(event.getBody(), Boolean.TRUE.equals(event.getIsBase64Encoded()));
        forEachValue(event.getHeaders(), call::addHeader);
        forEachOfValues(event.getMultiValueHeaders(), call::addHeader);
        forEachValue(event.getQueryStringParameters(), call::addParameter);
        forEachOfValues(event.getMultiValueQueryStringParameters(), call::addParameter);
        forEachValue(event.getPathParameters(), call::addPathParameter);
        call.addPath(event.getPath());
        return Invocation.delivery(call.delivery(), context);
    }

    private static void forEachValue(@Nullable Map<String, String> values, Entries entries) {
        if (values != null) {
            values.forEach(entries::add);
        }
    }

    private static void forEachOfValues(@Nullable Map<String, List<String>> values, Entries entries) {
        if (values != null) {
            values.forEach((name, list) -> {
                if (list == null || list.isEmpty()) {
                    entries.add(name, null);
                } else {
                    list.forEach(value -> entries.add(name, value));
                }
            });
        }
    }

    /** Receives a name and one of its values. */
    private interface Entries {
        void add(@Nullable String name, @Nullable String value);
    }
}
