package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The page behind a link of {@link CallbackLinks}: it says what is being decided and asks; a press of its button
 * decides. Plain HTML without scripts, with a content security policy, for phones too.
 *
 * <p>Only {@code POST} decides, once. {@code GET} and {@code HEAD} change nothing: mail scanners and browsers follow
 * links unasked. Route all three methods of the links' address here, without an authorizer: the link is the permission.
 *
 * <p>What a person is told, and under which status:
 *
 * <ul>
 *   <li>200: the question; after the press, that it was decided so
 *   <li>202: the decision is recorded, but its answer did not get through yet; it is sent by
 *       {@link PendingTasks#resendUndelivered}, which something must call from time to time, or by a later press
 *   <li>403: the link is changed, cut or made up
 *   <li>405: another method
 *   <li>409: it was decided before, how, and when
 *   <li>410: the link has expired, or is of an earlier attempt, or the workflow waits no more (stopped, timed out)
 *   <li>500: the decision cannot be sent (not JSON, too large), or the store must be repaired first
 *   <li>503 with {@code Retry-After}: the task is not pending yet, or the store is down. After a press the page says
 *       that nobody knows whether it was recorded, and to open the link again
 * </ul>
 *
 * <p>What the caller's own function throws leaves the page, unless it is one of this library's exceptions. Immutable,
 * and thread-safe if that function is.
 *
 * <pre>{@code
 * ConfirmationPage page = ConfirmationPage.of(links, pending, (task, action) -> action.equals("confirm")
 *         ? Confirmation.of("Confirm order " + task.id() + "?", "Confirm", new Decision.Success("{}"))
 *         : Confirmation.of("Cancel order " + task.id() + "?", "Cancel", new Decision.Failure("Cancelled", "By hand")));
 *
 * public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
 *     return page.handle(event);
 * }
 * }</pre>
 */
public final class ConfirmationPage {
    private final PageFlow flow;

    private ConfirmationPage(PageFlow flow) {
        this.flow = flow;
    }

    /**
     * Returns a page.
     *
     * @param links tells genuine links; its allowed actions are the page's
     * @param pending the tasks that are decided; stays the caller's
     * @param confirmation what is asked for a task and an action, and what a press decides. Called for every
     *     {@code GET} and {@code POST}, and again for other actions to tell what was decided: it must change nothing.
     *     May throw {@link dev.tasktoken.StoreUnavailableException}
     * @return the page
     */
    public static ConfirmationPage of(
            CallbackLinks links, PendingTasks pending, BiFunction<PendingTask, String, Confirmation> confirmation) {
        return new ConfirmationPage(new PageFlow(links, pending, confirmation));
    }

    /**
     * Handles a call of an HTTP API or a function URL (payload format 2.0).
     *
     * @param event as Lambda hands it in
     * @return the page
     */
    public APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        RequestContext request = event.getRequestContext();
        RequestContext.Http http = request == null ? null : request.getHttp();
        String method = http == null ? null : http.getMethod();
        Page page = flow.answer(PageCall.of(method, event.getQueryStringParameters()));
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(page.status())
                .withHeaders(page.headers())
                .withBody(page.body())
                .build();
    }

    /**
     * Handles a call of a REST API (payload format 1.0).
     *
     * @param event as Lambda hands it in
     * @return the page
     */
    public APIGatewayProxyResponseEvent handle(APIGatewayProxyRequestEvent event) {
        Map<String, List<String>> many = event.getMultiValueQueryStringParameters();
        Page page = flow.answer(
                many == null
                        ? PageCall.of(event.getHttpMethod(), event.getQueryStringParameters())
                        : PageCall.ofMany(event.getHttpMethod(), many));
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(page.status())
                .withHeaders(page.headers())
                .withBody(page.body())
                .withIsBase64Encoded(false);
    }
}
