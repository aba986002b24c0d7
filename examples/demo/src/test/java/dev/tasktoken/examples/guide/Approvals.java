package dev.tasktoken.examples.guide;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTasks;
import dev.tasktoken.pages.ApiEvents;
import dev.tasktoken.pages.ApprovalPage;
import dev.tasktoken.pages.Choice;
import dev.tasktoken.pages.Question;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.s3.S3TokenStore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The code of docs/approvals.md; {@code ApprovalsGuideTest} runs it. */
public final class Approvals {
    private Approvals() {}

    public record Expense(String id, String summary, String approver) {}

    public record Approval(boolean approved, String by) {}

    /** Sends links to the one person who may decide. */
    @FunctionalInterface
    public interface Mail {
        void send(String approver, Map<String, URI> links);
    }

    public static PendingTasks pending(TokenResponder responder, S3Client s3) {
        return PendingTasks.builder(responder, S3TokenStore.of(s3, "expenses-waiting"))
                .waitForToken(Duration.ofSeconds(2)) // an answer may be quicker than the function that parks
                .build();
    }

    public static CallbackProcessor<Expense> asking(
            TokenResponder responder, PendingTasks pending, CallbackLinks links, Mail mail) {
        return CallbackProcessor.builder(responder, Expense.class)
                .action((expense, task) -> {
                    PendingTaskInfo context =
                            PendingTaskInfo.builder().summary(expense.summary()).build();
                    if (pending.park(expense.id(), task, context).isWaiting()) {
                        String attempt = task.taskToken().fingerprint();
                        mail.send(expense.approver(), links.createAll(expense.id(), attempt));
                    }
                })
                .build();
    }

    public static CallbackLinks links(byte[] key, byte[] verificationKey) {
        return CallbackLinks.builder(URI.create("https://expenses.example.com/decide"))
                .signingKey("2026-11", key) // 32 random bytes
                .verificationKey("2026-05", verificationKey) // until the last link that it signed has expired
                .action("approve")
                .action("reject")
                .expiresAfter(Duration.ofDays(7)) // the state's TimeoutSeconds
                .build();
    }

    /** The function behind the links' address. */
    public static final class PageHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
        private final ApprovalPage page;

        public PageHandler(CallbackLinks links, PendingTasks pending) {
            page = ApprovalPage.of(links, pending, PageHandler::question);
        }

        @Override
        public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
            return ApiEvents.answer(event, page::handle);
        }

        private static Question question(PendingTask task) {
            return Question.of(task.context().summary().orElse(task.id()))
                    .choice(Choice.of("approve", "Approve", new Decision.Success("{\"approved\": true}")))
                    .choice(Choice.of("reject", "Reject", reason -> new Decision.Failure("Rejected", reason))
                            .dangerous());
        }
    }

    public static boolean approvedBy(String user, String expenseId, PendingTasks pending) {
        DecisionOutcome outcome = pending.succeed(expenseId, new Approval(true, user));
        return outcome.isRecorded();
    }

    public static AnswerOutcome approveWithoutAStore(SfnClient sfn, TokenResponder responder, String executionArn) {
        OpenTask task = OpenTasks.of(sfn).in(executionArn).state("Ask");
        return responder.succeed(task, Map.of("approved", true));
    }

    public static List<String> waiting(PendingTasks pending) {
        return pending.waiting().limit(50).map(PendingTask::id).toList();
    }

    public static int everyFiveMinutes(PendingTasks pending) {
        return pending.resendUndelivered();
    }
}
