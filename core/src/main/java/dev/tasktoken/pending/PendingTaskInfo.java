package dev.tasktoken.pending;

import dev.tasktoken.internal.TextCut;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person should know of a task before deciding it: which execution, which state, until when, what it is about,
 * who asked for it, and who must agree. Stored beside the token, and with the decision for as long as that is kept, so
 * put no secret into it. A task's own token in a text is replaced by its fingerprint when the task is parked.
 *
 * <p>Everything is optional; texts longer than {@value #MAX_TEXT_LENGTH} characters are cut, with a mark at the cut.
 * Execution and state are filled when a {@code CallbackEnvelope} or a {@code CallbackTask} is parked whose message
 * passes the context object on ({@code "Context.$": "$$"}). Immutable and thread-safe.
 *
 * <pre>{@code
 * PendingTaskInfo context = PendingTaskInfo.builder()
 *         .summary("12 chairs for ACME, 1,480 EUR")
 *         .requester("ann@example.com")
 *         .label("amount", "1480.00 EUR")
 *         .policy(ApprovalPolicy.approvals(2))
 *         .build();
 * }</pre>
 *
 * @param execution the ARN or name of the execution
 * @param state the name of the state that waits
 * @param until when the state times out. From then on no list shows the task
 * @param summary what is being decided, in a sentence
 * @param requester who asked for it, by {@link DecidedBy#name()}; with a policy this person does not vote
 * @param labels what a list shows or a program reads, at most {@value #MAX_LABELS}: names of at most
 *     {@value #MAX_LABEL_NAME_LENGTH} characters, and texts
 * @param policy who must agree; empty if one decision is enough
 * @param event the id of the job or event whose {@link PendingTasks#signal signal} answers the task
 */
public record PendingTaskInfo(
        Optional<String> execution,
        Optional<String> state,
        Optional<Instant> until,
        Optional<String> summary,
        Optional<String> requester,
        Map<String, String> labels,
        Optional<ApprovalPolicy> policy,
        Optional<String> event) {
    /** The longest text kept, in characters. */
    public static final int MAX_TEXT_LENGTH = 1024;

    /** The most labels of a task. */
    public static final int MAX_LABELS = 20;

    /** The longest name of a label, in characters. */
    public static final int MAX_LABEL_NAME_LENGTH = 64;

    private static final PendingTaskInfo NONE = builder().build();

    /**
     * Cuts texts that are too long.
     *
     * @param execution the ARN or name of the execution
     * @param state the name of the state that waits
     * @param until when the state times out
     * @param summary what is being decided, in a sentence
     * @param requester who asked for it
     * @param labels what a list shows or a program reads
     * @param policy who must agree
     * @param event the id of the job or event that answers the task
     * @throws IllegalArgumentException if there are too many labels, a label's name is blank or too long, or the
     *     event's id is not a {@linkplain TokenStore.Key#id() key's id}
     */
    public PendingTaskInfo {
        execution = execution.map(PendingTaskInfo::cut);
        state = state.map(PendingTaskInfo::cut);
        Objects.requireNonNull(until, "until");
        summary = summary.map(PendingTaskInfo::cut);
        requester = requester.map(PendingTaskInfo::cut);
        labels = checked(labels);
        Objects.requireNonNull(policy, "policy");
        event.ifPresent(TokenStore.Key::checkId);
    }

    private static Map<String, String> checked(Map<String, String> labels) {
        if (labels.size() > MAX_LABELS) {
            throw new IllegalArgumentException("a task has at most " + MAX_LABELS + " labels, not " + labels.size());
        }
        Map<String, String> checked = new LinkedHashMap<>();
        labels.forEach((name, text) -> {
            if (name.isBlank() || name.length() > MAX_LABEL_NAME_LENGTH) {
                throw new IllegalArgumentException(
                        "a label's name must have 1 to " + MAX_LABEL_NAME_LENGTH + " characters, not all blank");
            }
            checked.put(name, cut(text));
        });
        return Collections.unmodifiableMap(checked);
    }

    /**
     * Returns the context that says nothing.
     *
     * @return always the same one
     */
    public static PendingTaskInfo none() {
        return NONE;
    }

    /**
     * Returns a builder of a context that says nothing yet.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    private static String cut(String text) {
        return TextCut.marked(text, MAX_TEXT_LENGTH);
    }

    /** Sets up a {@link PendingTaskInfo}. Not thread-safe. */
    public static final class Builder {
        private Optional<String> execution = Optional.empty();
        private Optional<String> state = Optional.empty();
        private Optional<Instant> until = Optional.empty();
        private Optional<String> summary = Optional.empty();
        private Optional<String> requester = Optional.empty();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private Optional<ApprovalPolicy> policy = Optional.empty();
        private Optional<String> event = Optional.empty();

        private Builder() {}

        /**
         * Sets which execution waits.
         *
         * @param execution its ARN or name, for instance {@code $$.Execution.Id}
         * @return this builder
         */
        public Builder execution(String execution) {
            this.execution = Optional.of(execution);
            return this;
        }

        /**
         * Sets which state waits.
         *
         * @param state its name, for instance {@code $$.State.Name}
         * @return this builder
         */
        public Builder state(String state) {
            this.state = Optional.of(state);
            return this;
        }

        /**
         * Sets when the state times out.
         *
         * @param until the moment
         * @return this builder
         */
        public Builder until(Instant until) {
            this.until = Optional.of(until);
            return this;
        }

        /**
         * Sets what is being decided.
         *
         * @param summary a sentence that a person understands
         * @return this builder
         */
        public Builder summary(String summary) {
            this.summary = Optional.of(summary);
            return this;
        }

        /**
         * Sets who asked for the decision.
         *
         * @param requester a name as {@link DecidedBy#name()} has it
         * @return this builder
         */
        public Builder requester(String requester) {
            this.requester = Optional.of(requester);
            return this;
        }

        /**
         * Adds a label, or sets it anew.
         *
         * @param name at most {@value PendingTaskInfo#MAX_LABEL_NAME_LENGTH} characters
         * @param text what a list shows or a program reads
         * @return this builder
         */
        public Builder label(String name, String text) {
            labels.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(text, "text"));
            return this;
        }

        /**
         * Sets who must agree.
         *
         * @param policy how many people, and who
         * @return this builder
         */
        public Builder policy(ApprovalPolicy policy) {
            this.policy = Optional.of(policy);
            return this;
        }

        /**
         * Sets which job or event answers the task. Its signal may come before the task is parked.
         *
         * @param event the id that {@link PendingTasks#signal} is called with, for instance a job's
         * @return this builder
         */
        public Builder event(String event) {
            this.event = Optional.of(event);
            return this;
        }

        /**
         * Builds the context.
         *
         * @return the context
         * @throws IllegalArgumentException if there are too many labels, or a label's name or the event's id is not as
         *     described
         */
        public PendingTaskInfo build() {
            return new PendingTaskInfo(execution, state, until, summary, requester, labels, policy, event);
        }
    }
}
