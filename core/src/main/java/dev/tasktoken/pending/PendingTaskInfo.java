package dev.tasktoken.pending;

import dev.tasktoken.internal.TextCut;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person should know of a task before deciding it: which execution, which state, until when, and what it is
 * about. Stored beside the token, and with the decision for as long as that is kept, so put no secret into it.
 *
 * <p>Everything is optional; texts longer than {@value #MAX_TEXT_LENGTH} characters are cut, with a mark at the cut.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * PendingTaskInfo context = PendingTaskInfo.builder()
 *         .execution(input.executionArn())
 *         .state("WaitForConfirmation")
 *         .summary("12 chairs for ACME, 1,480 EUR")
 *         .build();
 * }</pre>
 *
 * @param execution the ARN or name of the execution
 * @param state the name of the state that waits
 * @param until when the state times out
 * @param summary what is being decided, in a sentence
 */
public record PendingTaskInfo(
        Optional<String> execution, Optional<String> state, Optional<Instant> until, Optional<String> summary) {
    /** The longest text kept, in characters. */
    public static final int MAX_TEXT_LENGTH = 1024;

    private static final PendingTaskInfo NONE = builder().build();

    /**
     * Cuts texts that are too long.
     *
     * @param execution the ARN or name of the execution
     * @param state the name of the state that waits
     * @param until when the state times out
     * @param summary what is being decided, in a sentence
     */
    public PendingTaskInfo {
        execution = execution.map(PendingTaskInfo::cut);
        state = state.map(PendingTaskInfo::cut);
        Objects.requireNonNull(until, "until");
        summary = summary.map(PendingTaskInfo::cut);
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
         * Builds the context.
         *
         * @return the context
         */
        public PendingTaskInfo build() {
            return new PendingTaskInfo(execution, state, until, summary);
        }
    }
}
