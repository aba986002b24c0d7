package dev.tasktoken.pages;

import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.RecordedDecision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An inbox for people who log in: the tasks that wait for them, with a search, and those that were decided, with who
 * decided what and when. Each task has its page, where they decide.
 *
 * <p>You authenticate the person and pass them in with each request ({@link Approver}). A task that they may not see is
 * answered like one that does not exist. Serve the inbox at one address of your choice, for {@code GET}, {@code HEAD}
 * and {@code POST}: its links and forms are relative to that. Like {@link ApprovalPage} it is plain HTML without
 * scripts, and only a {@code POST} decides or takes an approval back. A form is taken from this inbox, this person and
 * the last 12 hours only.
 *
 * <p>A page of the list shows about 25 tasks. It reads at most a thousand to find them; a link searches further. The
 * statuses are those of {@link ApprovalPage}, and:
 *
 * <ul>
 *   <li>200: a list, a task that waits, or one that was decided
 *   <li>403: the form is not from this inbox, or too old; or this person may not decide this task
 *   <li>404: there is no such task, or this person may not see it
 * </ul>
 *
 * <p>Immutable, and thread-safe if its functions are.
 *
 * <pre>{@code
 * ApprovalInbox inbox = ApprovalInbox.builder(pending, Expenses::question).formKey(key).build();
 *
 * @RequestMapping("/inbox")
 * void inbox(HttpServletRequest request, HttpServletResponse response, Principal login) throws IOException {
 *     Approver approver = approvers.of(login);
 *     ServletRequests.answer(request, response, call -> inbox.handle(call, approver));
 * }
 * }</pre>
 */
public final class ApprovalInbox {
    /** The shortest key, in bytes. */
    public static final int MIN_KEY_LENGTH = 32;

    private final PendingTasks pending;
    private final Function<PendingTask, Question> question;
    private final PageStyle style;
    private final CsrfTokens tokens;
    private final InboxReader reader;
    private final TaskDesk desk;

    private ApprovalInbox(Builder builder, byte[] key) {
        this.pending = builder.pending;
        this.question = builder.question;
        this.style = builder.style;
        this.tokens = new CsrfTokens(key, style.clock());
        this.reader = new InboxReader(pending);
        this.desk = new TaskDesk(pending);
    }

    /**
     * Returns a builder with the standard style.
     *
     * @param pending the pending tasks
     * @param question returns what the page of a task says and offers. It is called for each request of a task's page,
     *     so it must change nothing. It may throw {@link dev.tasktoken.StoreUnavailableException}
     * @return the builder
     */
    public static Builder builder(PendingTasks pending, Function<PendingTask, Question> question) {
        return new Builder(pending, question);
    }

    /**
     * Answers a request of a person.
     *
     * @param request the request
     * @param approver who it is, as you authenticated them
     * @return the page
     */
    public WebResponse handle(WebRequest request, Approver approver) {
        InboxQuery query = InboxQuery.of(request);
        Frame plain = Frame.of(style, request);
        String top = InboxPages.top(
                plain.texts(),
                approver.person().name(),
                request.parameter("task").isEmpty(),
                query.isDecided());
        Frame frame = plain.with(top, "");
        if (request.isMethod("GET") || request.isMethod("HEAD")) {
            WebResponse page = TaskDesk.guarded(frame, () -> get(frame, request, query, approver));
            return request.isMethod("GET") ? page : page.withoutBody();
        }
        return request.isMethod("POST")
                ? TaskDesk.guarded(frame, () -> post(frame, request, approver))
                : new Notice(frame).methodNotAllowed();
    }

    private WebResponse get(Frame frame, WebRequest request, InboxQuery query, Approver approver) {
        String id = request.parameter("task");
        return id.isEmpty()
                ? new InboxPages(frame.wide()).list(query, reader.read(query, approver.maySee()))
                : show(withWayBack(frame), id, approver);
    }

    private static Frame withWayBack(Frame frame) {
        return frame.with(
                frame.top(),
                "<p class=\"back\"><a href=\"" + InboxQuery.start().href() + "\">"
                        + frame.texts().html("inbox.back") + "</a></p>\n");
    }

    private WebResponse show(Frame frame, String id, Approver approver) {
        Optional<PendingTask> task = find(id, approver);
        if (task.isEmpty()) {
            return new Notice(frame).absent();
        }
        Asked asked = asked(task.get(), approver);
        Optional<RecordedDecision> recorded = task.get().decided();
        if (recorded.isPresent() && TaskDesk.isTooLate(recorded.get())) {
            return new Notice(frame).tooLate();
        }
        return recorded.map(decision -> new TaskPages(frame).record(asked, decision, pending.audit(id)))
                .orElseGet(() -> desk.show(frame, asked));
    }

    private WebResponse post(Frame list, WebRequest request, Approver approver) {
        Frame frame = withWayBack(list);
        if (request.refusal() != 0) {
            return new Notice(frame).unreadable(request.refusal());
        }
        if (!isOurs(request, approver)) {
            return new Notice(frame).stale();
        }
        Optional<PendingTask> task = find(request.parameter("task"), approver);
        if (task.isEmpty()) {
            return new Notice(frame).absent();
        }
        if (!task.get().attempt().equals(request.field("attempt"))) {
            return new Notice(frame).earlierAttempt();
        }
        Asked asked = asked(task.get(), approver);
        return asked.choices().isEmpty() ? new Notice(frame).refused() : desk.press(frame, asked, request);
    }

    /** A browser says itself that another site made it post a form; an old one does not, and needs the token. */
    private boolean isOurs(WebRequest request, Approver approver) {
        String site = request.header("Sec-Fetch-Site");
        boolean isSameSite = site.isEmpty() || site.equals("same-origin") || site.equals("none");
        return isSameSite
                && tokens.accepts(request.field("form"), approver.person().name());
    }

    /** An id that cannot be one is not found, either. */
    private Optional<PendingTask> find(String id, Approver approver) {
        try {
            return pending.find(id).filter(approver.maySee());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Asked asked(PendingTask task, Approver approver) {
        Question asked = question.apply(task);
        List<Choice> choices = approver.mayDecide().test(task) ? asked.choices() : List.of();
        String hidden = hidden("form", tokens.issue(approver.person().name())) + hidden("attempt", task.attempt());
        return new Asked(task, asked, choices, Optional.of(approver.person()), hidden, "");
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + Html.text(value) + "\">\n";
    }

    /** Sets up an {@link ApprovalInbox}. Not thread-safe. */
    public static final class Builder {
        private final PendingTasks pending;
        private final Function<PendingTask, Question> question;
        private PageStyle style = PageStyle.standard();
        private byte @Nullable [] key;

        private Builder(PendingTasks pending, Function<PendingTask, Question> question) {
            this.pending = Objects.requireNonNull(pending, "pending");
            this.question = Objects.requireNonNull(question, "question");
        }

        /**
         * Sets the key that signs the inbox's forms, the same in all processes that serve it.
         *
         * @param key random, at least {@value #MIN_KEY_LENGTH} bytes; copied
         * @return this builder
         * @throws IllegalArgumentException if it is too short
         */
        public Builder formKey(byte[] key) {
            if (key.length < MIN_KEY_LENGTH) {
                throw new IllegalArgumentException(
                        "a key must have at least " + MIN_KEY_LENGTH + " bytes, not " + key.length);
            }
            this.key = key.clone();
            return this;
        }

        /**
         * Sets how the inbox looks and speaks.
         *
         * @param style the style
         * @return this builder
         */
        public Builder style(PageStyle style) {
            this.style = Objects.requireNonNull(style, "style");
            return this;
        }

        /**
         * Builds the inbox.
         *
         * @return the inbox
         * @throws IllegalStateException if there is no key
         */
        public ApprovalInbox build() {
            if (key == null) {
                throw new IllegalStateException("Set the key of the inbox's forms");
            }
            return new ApprovalInbox(this, key);
        }
    }
}
