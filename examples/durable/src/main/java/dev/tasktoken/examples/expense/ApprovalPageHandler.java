package dev.tasktoken.examples.expense;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tasktoken.pages.ApiEvents;
import dev.tasktoken.pages.ApprovalPage;
import dev.tasktoken.pages.Choice;
import dev.tasktoken.pages.Question;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;

/** The page behind the links, on which a person approves or rejects. A link of a callback works as a task's does. */
public final class ApprovalPageHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ApprovalPage page;

    /** Lambda calls this once per instance. */
    public ApprovalPageHandler() {
        page = ApprovalPage.of(Setup.links(), Setup.pending(Setup.responder()), ApprovalPageHandler::question);
    }

    static Question question(PendingTask task) {
        return Question.of("Approve " + task.context().summary().orElse(task.id()) + "?")
                .choice(Choice.of("approve", "Approve", new Decision.Success(approval(task.id()))))
                .choice(Choice.of("reject", "Reject", new Decision.Failure("Rejected", "By a person"))
                        .dangerous());
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
        return ApiEvents.answer(event, page::handle);
    }
}
