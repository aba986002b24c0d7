package dev.tasktoken;

import dev.tasktoken.internal.AwsRefusal;
import dev.tasktoken.internal.Backoff;
import dev.tasktoken.internal.HtmlResponseException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.sfn.model.KmsInvalidStateException;
import software.amazon.awssdk.services.sfn.model.KmsThrottlingException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** What an exception of the SDK means for the task: closed, or one of our exceptions. The one place that decides it. */
final class SfnErrors {
    private static final int MAX_CAUSES = 16;
    private static final int MAX_TRIES = 4;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    private SfnErrors() {}

    /** TaskTimedOut says closed; TaskDoesNotExist is documented for activities that are gone, which means the same. */
    static boolean isClosed(RuntimeException e) {
        return e instanceof TaskTimedOutException || e instanceof TaskDoesNotExistException;
    }

    static boolean isOutputRefused(RuntimeException e) {
        return e instanceof InvalidOutputException;
    }

    /**
     * Returns the delay before a call is retried. Only KMS throttling is: it passes, and the SDK retries it in none of
     * its retry modes. There are at most four tries in all. What the SDK does retry is not retried here.
     *
     * @param tries how often it was tried, by this library and not by the SDK
     * @throws SendFailure if it is not retried
     */
    static Duration delayBeforeRetry(RuntimeException failure, int tries) throws SendFailure {
        if (failure instanceof KmsThrottlingException && tries < MAX_TRIES) {
            return BACKOFF.after(tries);
        }
        throw new SendFailure(failure, tries - 1);
    }

    /** What is thrown for a call that failed so, after so many attempts. */
    static TaskTokenException exception(RuntimeException e, String operation, TaskToken token, String attempts) {
        String call = operation + " for " + token;
        if (e instanceof InvalidTokenException) {
            return new InvalidTaskTokenException(
                    call + ": the service cannot decode this text as a task token. It may have"
                            + " been changed on its way, or it is not a task token");
        }
        if (e instanceof HtmlResponseException) {
            return new AnswerNotDeliveredException(
                    call + ": not delivered. " + e.getMessage() + "; check the client's endpoint and proxy", e);
        }
        Throwable cause = safeCause(e, token);
        if (e instanceof KmsAccessDeniedException) {
            return new AnswerNotPermittedException(
                    call
                            + ": access denied by the state machine's KMS key. Allow kms:Decrypt and kms:GenerateDataKey on it",
                    "kms:Decrypt",
                    cause);
        }
        if (e instanceof KmsInvalidStateException) {
            return new AnswerNotPermittedException(
                    call + ": the state machine's KMS key is disabled or being deleted. Enable it",
                    "kms:Decrypt",
                    cause);
        }
        if (AwsRefusal.isDenied(e)) {
            return new AnswerNotPermittedException(
                    call + ": access denied. "
                            + AwsRefusal.credentialsProblem(e)
                                    .map(problem -> "Renew the credentials: " + problem)
                                    .orElse("Allow states:" + operation
                                            + " on \"*\", with credentials of the workflow's own account"),
                    "states:" + operation,
                    cause);
        }
        return new AnswerNotDeliveredException(
                call + ": not delivered (" + AwsRefusal.describe(e) + attempts + ")", cause);
    }

    /** The service's validation messages may quote the token; an exception that does is not handed on. */
    private static @Nullable Throwable safeCause(RuntimeException e, TaskToken token) {
        return quotes(e, token, 0) ? null : e;
    }

    private static boolean quotes(@Nullable Throwable thrown, TaskToken token, int depth) {
        if (thrown == null || depth == MAX_CAUSES) {
            return false;
        }
        boolean suppressed = Stream.of(thrown.getSuppressed()).anyMatch(e -> quotes(e, token, depth + 1));
        return suppressed || TokenMask.isIn(thrown.toString(), token) || quotes(thrown.getCause(), token, depth + 1);
    }
}
