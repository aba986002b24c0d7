package dev.tasktoken.s3;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.internal.AwsRefusal;
import dev.tasktoken.internal.QuotedText;
import dev.tasktoken.pending.StoreNotPermittedException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Converts failures of the client to the store's exceptions. A closed client throws IllegalStateException (Connection
 * pool shut down), and a stopped executor throws RejectedExecutionException. None of these failures concerns the task
 * itself.
 */
final class S3Errors {
    private S3Errors() {}

    static boolean isStatus(RuntimeException e, int status) {
        return e instanceof AwsServiceException service && service.statusCode() == status;
    }

    /**
     * Returns whether the object does not exist. The response to HeadObject has no body, so its code cannot distinguish
     * a missing bucket.
     */
    static boolean isNoObject(RuntimeException e) {
        return isStatus(e, 404) && !AwsRefusal.code(e).equals("NoSuchBucket");
    }

    /**
     * Converts a failure to an exception of the store. Restores the thread's interrupt flag if the call was
     * interrupted.
     *
     * @param text the text to be written, which no exception may quote; empty if there is none
     */
    static TaskTokenException exception(RuntimeException e, Operation operation, String bucket, String text) {
        if (e instanceof AbortedException) {
            Thread.currentThread().interrupt();
        }
        String call = operation + " in the bucket " + bucket;
        Throwable cause = QuotedText.causeWithout(e, text);
        if (isPermanent(e)) {
            return new StoreNotPermittedException(
                    call + ": refused (" + AwsRefusal.describe(e)
                            + "). The call needs the bucket in the client's Region, " + operation.permission()
                            + ", and use of the bucket's KMS key if there is one",
                    cause);
        }
        return new StoreUnavailableException(call + ": failed (" + AwsRefusal.describe(e) + ")", cause);
    }

    /** Returns whether a retry cannot help: a permission, the bucket, its Region or its KMS key is wrong. */
    private static boolean isPermanent(RuntimeException e) {
        if (!(e instanceof AwsServiceException service) || service.isThrottlingException()) {
            return false;
        }
        int status = service.statusCode();
        boolean isTransient = status == 408 || status == 409 || status == 412 || status == 429;
        return status >= 300
                && status < 500
                && !isTransient
                && !AwsRefusal.code(e).equals("RequestTimeout");
    }
}
