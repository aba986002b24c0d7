package dev.tasktoken.examples.inbox;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tasktoken.pages.ApiEvents;
import dev.tasktoken.pages.ApprovalInbox;
import dev.tasktoken.pending.PendingTasks;

/** The inbox in a function, behind an HTTP API whose JWT authorizer has checked the login. */
public final class InboxHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ApprovalInbox inbox;

    public InboxHandler(PendingTasks pending, byte[] formKey) {
        inbox = ApprovalInbox.builder(pending, Expenses::question)
                .formKey(formKey)
                .style(Expenses.style())
                .build();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        Authorizer authorizer = event.getRequestContext().getAuthorizer();
        String login = requireNonNull(authorizer.getJwt().getClaims().get("email"), "email");
        return ApiEvents.answer(event, call -> inbox.handle(call, Expenses.approver(login)));
    }
}
