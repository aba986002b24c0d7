package dev.tasktoken.examples.expense;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tasktoken.lambda.Confirmation;
import dev.tasktoken.lambda.ConfirmationPage;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;

/** The page behind the links, on which a person approves or rejects. A link of a callback works as a task's does. */
public final class ApprovalPageHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ConfirmationPage page;

    /** Lambda calls this once per instance. */
    public ApprovalPageHandler() {
        page = ConfirmationPage.of(Setup.links(), Setup.pending(Setup.responder()), ApprovalPageHandler::confirmation);
    }

    static Confirmation confirmation(PendingTask task, String action) {
        String what = task.context().summary().orElse(task.id());
        return action.equals("approve")
                ? Confirmation.of("Approve " + what + "?", "Approve", new Decision.Success(approval(task.id())))
                : Confirmation.of("Reject " + what + "?", "Reject", new Decision.Failure("Rejected", "By a person"));
    }

    private static String approval(String expenseId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("expenseId", expenseId)
                .put("approved", true)
                .put("by", "person")
                .toString();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return page.handle(event);
    }
}
