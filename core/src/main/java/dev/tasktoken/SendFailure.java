package dev.tasktoken;

import dev.tasktoken.internal.AwsRefusal;
import dev.tasktoken.internal.Backoff;
import dev.tasktoken.service.Refusal;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The exception with which the SDK ended a call, and what it means. The SDK's own count says whether it was the first
 * attempt of all, however many attempts its retry mode and its quota of retries allow.
 */
final class SendFailure extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MAX_CAUSES = 16;
    private static final int MAX_TRIES = 4;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    /** The service does not take this output for JSON; no retry will change that. */
    static final class Output extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Output() {
            super(null, null, false, false);
        }
    }

    private final transient RuntimeException reason;
    private final transient Refusal refusal;

    /** How often the library tried before. */
    private final int earlierTries;

    SendFailure(RuntimeException reason, Refusal refusal, int earlierTries) {
        super(null, reason, false, false);
        this.reason = reason;
        this.refusal = refusal;
        this.earlierTries = earlierTries;
    }

    /**
     * Returns the delay before the call is retried. Only what passes and is not retried by the SDK is, KMS throttling
     * for instance. There are at most four tries in all.
     *
     * @throws SendFailure this one, if it is not retried
     */
    Duration delayBeforeRetry() throws SendFailure {
        int tries = earlierTries + 1;
        if (refusal.meaning() == Refusal.Meaning.PASSING && tries < MAX_TRIES) {
            return BACKOFF.after(tries);
        }
        throw this;
    }

    /** What is known of the work that was answered so. */
    AnswerOutcome toAnswer(PreparedAnswer answer, WorkId id) {
        if (answer instanceof PreparedAnswer.Success && refusal.meaning() == Refusal.Meaning.OUTPUT_REFUSED) {
            throw new Output();
        }
        if (refusal.meaning() != Refusal.Meaning.CLOSED) {
            throw exception(answer.operation(), id);
        }
        return wasFirstAttempt() ? AnswerOutcome.ALREADY_CLOSED : AnswerOutcome.UNCONFIRMED;
    }

    /** What is known of the work that was sent a heartbeat. */
    TaskStatus toStatus(WorkId id) {
        if (refusal.meaning() == Refusal.Meaning.CLOSED) {
            return TaskStatus.CLOSED;
        }
        throw exception(id.kind().operation(WorkKind.Call.HEARTBEAT), id);
    }

    private TaskTokenException exception(String operation, WorkId id) {
        String call = operation + " for " + id + ": ";
        return switch (refusal.meaning()) {
            case UNKNOWN_ID -> new InvalidTaskTokenException(call + refusal.advice());
            case NOT_PERMITTED ->
                new AnswerNotPermittedException(call + refusal.advice(), refusal.permission(), safeCause(id));
            default -> new AnswerNotDeliveredException(call + "not delivered" + why(), safeCause(id));
        };
    }

    private String why() {
        return refusal.advice().isEmpty()
                ? " (" + AwsRefusal.describe(reason) + attemptsMade() + ")"
                : ". " + refusal.advice();
    }

    private String attemptsMade() {
        Integer attempts = attempts();
        return attempts == null ? "" : ", attempts made: " + attempts;
    }

    /** A call without a count is taken for several, which asserts less. */
    private boolean wasFirstAttempt() {
        Integer attempts = attempts();
        return attempts != null && attempts <= 1;
    }

    /**
     * All attempts of all tries; an earlier try was one attempt, because the SDK does not retry what the library
     * retries.
     */
    private @Nullable Integer attempts() {
        Integer attempts = reason instanceof SdkException sdk ? sdk.numAttempts() : null;
        return attempts == null ? null : Integer.valueOf(earlierTries + attempts);
    }

    /** The service's validation messages may quote the id; an exception that does is not handed on. */
    private @Nullable Throwable safeCause(WorkId id) {
        return quotes(reason, id, 0) ? null : reason;
    }

    private static boolean quotes(@Nullable Throwable thrown, WorkId id, int depth) {
        if (thrown == null || depth == MAX_CAUSES) {
            return thrown != null; // what is not read may quote it
        }
        boolean suppressed = Stream.of(thrown.getSuppressed()).anyMatch(e -> quotes(e, id, depth + 1));
        return suppressed || id.isIn(thrown.toString()) || quotes(thrown.getCause(), id, depth + 1);
    }
}
