package dev.tasktoken.pages;

import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.LinkVerdict;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The page behind a link of {@link CallbackLinks}. It describes the task and asks; a button submits the decision. The
 * page is plain HTML without scripts, has a content security policy, and suits phones.
 *
 * <p>Only a {@code POST} decides, once. {@code GET} and {@code HEAD} change nothing, because mail scanners and browsers
 * follow links on their own. Route all three methods of the links' address to this page, without an authorizer: the
 * link itself is the permission.
 *
 * <p>A link whose action is {@value #ALL_CHOICES} offers all choices of the question. A link with another action offers
 * the choice of this name, and no other. Where several people must agree and the link names the person, somebody who
 * has approved can take that back.
 *
 * <p>The statuses and their pages:
 *
 * <ul>
 *   <li>200: the question; after a button was pressed, the confirmation, or that the vote counts or is withdrawn
 *   <li>202: the decision is recorded, but its answer could not be delivered yet.
 *       {@link PendingTasks#resendUndelivered} sends it, so call that regularly; pressing the button a second time
 *       sends it, too
 *   <li>403: the link is invalid: changed, truncated or made up; or this person may not decide this task
 *   <li>405: another method
 *   <li>400, 411, 413: the form was not read, because it is not base64 on Lambda, has no length, or is too long
 *   <li>409: the task was decided before; the page says who decided what and when. Or there is no approval to withdraw
 *   <li>410: the link has expired or belongs to an earlier attempt, or the workflow was stopped or timed out
 *   <li>422: a comment is missing or too long, or no choice was made; the page asks again and keeps the comment
 *   <li>500: the decision cannot be sent (not JSON, too large), or the store must be repaired first
 *   <li>503 with {@code Retry-After}: the task is not pending yet, or the store is down. After a {@code POST} the page
 *       says that the outcome is unknown, and asks to open the link again
 * </ul>
 *
 * <p>An exception of the {@code question} function is thrown to the caller, unless it is one of this library's
 * exceptions. Immutable, and thread-safe if that function is.
 *
 * <pre>{@code
 * ApprovalPage page = ApprovalPage.of(links, pending, task -> Question.of("Approve order " + task.id() + "?")
 *         .choice(Choice.of("approve", "Approve", new Decision.Success("{}")))
 *         .choice(Choice.of("reject", "Reject", reason -> new Decision.Failure("Rejected", reason))
 *                 .requiresComment()
 *                 .dangerous()));
 *
 * public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
 *     return ApiEvents.answer(event, page::handle);
 * }
 * }</pre>
 */
public final class ApprovalPage {
    /** The action of links that offer all choices. */
    public static final String ALL_CHOICES = "decide";

    private final CallbackLinks links;
    private final PendingTasks pending;
    private final Function<PendingTask, Question> question;
    private final PageStyle style;
    private final TaskDesk desk;

    private ApprovalPage(Builder builder) {
        this.links = builder.links;
        this.pending = builder.pending;
        this.question = builder.question;
        this.style = builder.style;
        this.desk = new TaskDesk(pending);
    }

    /**
     * Returns a page in the standard style.
     *
     * @param links verifies links
     * @param pending the pending tasks
     * @param question returns what the page says and offers for a task. The page calls it for every {@code GET} and
     *     {@code POST}, so it must change nothing. It may throw {@link dev.tasktoken.StoreUnavailableException}
     * @return the page
     */
    public static ApprovalPage of(CallbackLinks links, PendingTasks pending, Function<PendingTask, Question> question) {
        return builder(links, pending, question).build();
    }

    /**
     * Returns a builder with the standard style.
     *
     * @param links verifies links
     * @param pending the pending tasks
     * @param question as {@link #of} takes it
     * @return the builder
     */
    public static Builder builder(CallbackLinks links, PendingTasks pending, Function<PendingTask, Question> question) {
        return new Builder(links, pending, question);
    }

    /**
     * Answers a request.
     *
     * @param request its query has the link
     * @return the page
     */
    public WebResponse handle(WebRequest request) {
        Frame frame = Frame.of(style, request);
        if (request.isMethod("GET")) {
            return answer(frame, request, false);
        }
        if (request.isMethod("HEAD")) {
            return answer(frame, request, false).withoutBody();
        }
        return request.isMethod("POST") ? answer(frame, request, true) : new Notice(frame).methodNotAllowed();
    }

    private WebResponse answer(Frame frame, WebRequest request, boolean decide) {
        LinkVerdict verdict = links.verify(request.parameter(CallbackLinks.PARAMETER));
        if (verdict instanceof LinkVerdict.Expired expired) {
            return new Notice(frame).expired(expired.expiredAt());
        }
        return verdict instanceof LinkVerdict.Valid link
                ? TaskDesk.guarded(frame, () -> answer(frame, link, request, decide))
                : new Notice(frame).invalidLink();
    }

    private WebResponse answer(Frame frame, LinkVerdict.Valid link, WebRequest request, boolean decide) {
        Optional<PendingTask> task = pending.find(link.id());
        if (task.isEmpty()) {
            return new Notice(frame).notPending();
        }
        if (!task.get().attempt().equals(link.attempt())) {
            return new Notice(frame).earlierAttempt();
        }
        Asked asked = asked(frame, link, task.get());
        if (asked.choices().isEmpty()) {
            return new Notice(frame).invalidLink();
        }
        if (decide) {
            return desk.press(frame, asked, request);
        }
        return task.get()
                .decided()
                .map(recorded -> desk.decided(frame, asked, recorded))
                .orElseGet(() -> desk.show(frame, asked));
    }

    private Asked asked(Frame frame, LinkVerdict.Valid link, PendingTask task) {
        Question asked = question.apply(task);
        List<Choice> permitted = link.action().equals(ALL_CHOICES)
                ? asked.choices()
                : asked.choice(link.action()).map(List::of).orElse(List.of());
        String note = "<p class=\"fine\">" + frame.texts().html("personal") + "</p>\n";
        return new Asked(task, asked, permitted, link.person().map(DecidedBy::person), "", note);
    }

    /** Sets up an {@link ApprovalPage}. Not thread-safe. */
    public static final class Builder {
        private final CallbackLinks links;
        private final PendingTasks pending;
        private final Function<PendingTask, Question> question;
        private PageStyle style = PageStyle.standard();

        private Builder(CallbackLinks links, PendingTasks pending, Function<PendingTask, Question> question) {
            this.links = Objects.requireNonNull(links, "links");
            this.pending = Objects.requireNonNull(pending, "pending");
            this.question = Objects.requireNonNull(question, "question");
        }

        /**
         * Sets how the page looks and speaks.
         *
         * @param style the style
         * @return this builder
         */
        public Builder style(PageStyle style) {
            this.style = Objects.requireNonNull(style, "style");
            return this;
        }

        /**
         * Builds the page.
         *
         * @return the page
         */
        public ApprovalPage build() {
            return new ApprovalPage(this);
        }
    }
}
