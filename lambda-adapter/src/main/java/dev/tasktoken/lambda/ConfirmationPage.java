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
 * The page behind a link of {@link CallbackLinks}. It describes the task and asks; its button submits the decision. The
 * page is plain HTML without scripts, has a content security policy, and suits phones.
 *
 * <p>Only a {@code POST} decides, once. {@code GET} and {@code HEAD} change nothing, because mail scanners and browsers
 * follow links on their own. Route all three methods of the links' address to this page, without an authorizer: the
 * link itself is the permission.
 *
 * <p>The statuses and their pages:
 *
 * <ul>
 *   <li>200: the question; after the button was pressed, the confirmation
 *   <li>202: the decision is recorded, but its answer could not be delivered yet.
 *       {@link PendingTasks#resendUndelivered} sends it, so call that regularly; pressing the button a second time
 *       sends it, too
 *   <li>403: the link is invalid: changed, truncated or made up
 *   <li>405: another method
 *   <li>409: the task was decided before; the page says how and when
 *   <li>410: the link has expired or belongs to an earlier attempt, or the workflow was stopped or timed out
 *   <li>500: the decision cannot be sent (not JSON, too large), or the store must be repaired first
 *   <li>503 with {@code Retry-After}: the task is not pending yet, or the store is down. After a {@code POST} the page
 *       says that the outcome is unknown, and asks to open the link again
 * </ul>
 *
 * <p>An exception of the {@code confirmation} function is thrown to the caller, unless it is one of this library's
 * exceptions. Immutable, and thread-safe if that function is.
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
     * @param links verifies links; its allowed actions are the page's
     * @param pending the pending tasks
     * @param confirmation returns the question and the decision for a task and an action. The page calls it for every
     *     {@code GET} and {@code POST}, and for other actions to describe an earlier decision, so it must change
     *     nothing. It may throw {@link dev.tasktoken.StoreUnavailableException}
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
