package dev.tasktoken.examples.guide;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTasks;
import dev.tasktoken.lambda.Confirmation;
import dev.tasktoken.lambda.ConfirmationPage;
import dev.tasktoken.lambda.JobEventRecords;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.AuditEntry;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.JobEvents;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.PendingPage;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.s3.S3TokenStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
                .taskTimeout(Duration.ofDays(7)) // the state's TimeoutSeconds
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
        private final ConfirmationPage page;

        public PageHandler(CallbackLinks links, PendingTasks pending) {
            page = ConfirmationPage.of(links, pending, PageHandler::question);
        }

        @Override
        public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
            return page.handle(event);
        }

        private static Confirmation question(PendingTask task, String action) {
            Confirmation question = action.equals("approve")
                    ? Confirmation.of("Approve?", "Approve", new Decision.Success("{\"approved\": true}"))
                    : Confirmation.of("Reject?", "Reject", new Decision.Failure("Rejected", "By its approver"));
            return question.detail("Expense", task.context().summary().orElse(task.id()));
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

    public static PendingPage waiting(PendingTasks pending, Optional<String> cursor) {
        PageRequest request = new PageRequest(50, cursor);
        return pending.page(Listing.WAITING_BY_DEADLINE, request);
    }

    public static PendingTaskInfo twoPeople(Expense expense, String requester) {
        return PendingTaskInfo.builder()
                .summary(expense.summary())
                .requester(requester) // does not vote
                .label("amount", "1480.00 EUR")
                .policy(ApprovalPolicy.oneOfEach("finance", "legal"))
                .build();
    }

    public static DecisionOutcome vote(PendingTask task, boolean isApproved, User user, PendingTasks pending) {
        DecidedBy person = DecidedBy.person(user.name()).withRoles(user.role()).withComment(user.comment());
        Decision decision = isApproved
                ? new Decision.Success("{\"approved\": true}")
                : new Decision.Failure("Rejected", user.comment());
        return pending.decide(task.id(), task.attempt(), decision, person);
    }

    /** Somebody who is logged in, and what they wrote. */
    public record User(String name, String role, String comment) {}

    public static void remind(PendingTasks pending, Consumer<PendingTask> mail) {
        for (PendingTask task : pending.overdue(Duration.ofDays(1), PageRequest.first(50)).tasks()) {
            if (pending.note(task.id(), task.attempt(), "reminded")) {
                mail.accept(task);
            }
        }
    }

    public static PendingTaskInfo untilJobEnds(String jobId) {
        return PendingTaskInfo.builder().event(jobId).build();
    }

    private static final JobEvents TEXTRACT =
            JobEvents.of("/JobId", "/Status").succeeded("SUCCEEDED").failed("FAILED");

    public static SQSBatchResponse fromQueue(SQSEvent event, PendingTasks pending) {
        return JobEventRecords.signal(event, TEXTRACT, pending);
    }

    public static void fromTopic(SNSEvent event, PendingTasks pending) {
        JobEventRecords.signal(event, TEXTRACT, pending);
    }

    public static void fromEventBridge(InputStream event, PendingTasks pending) throws IOException {
        JobEventRecords.signal(event, TEXTRACT, pending);
    }

    public static List<AuditEntry> trail(String expenseId, PendingTasks pending) {
        return pending.audit(expenseId);
    }

    public static int everyFiveMinutes(PendingTasks pending) {
        return pending.resendUndelivered();
    }
}
