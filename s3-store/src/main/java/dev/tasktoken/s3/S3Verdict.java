package dev.tasktoken.s3;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.internal.AwsRefusal;
import dev.tasktoken.pending.StoreNotPermittedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * What the client's last word on a call means to the caller. Not only the SDK's own exceptions: a closed client throws
 * IllegalStateException (Connection pool shut down), an executor that ends RejectedExecutionException. None of them
 * says anything about the task.
 */
final class S3Verdict {
    /** As much of a text as nobody's message has by chance. */
    private static final int PIECE = 32;

    private S3Verdict() {}

    static boolean isStatus(RuntimeException e, int status) {
        return e instanceof AwsServiceException service && service.statusCode() == status;
    }

    /** HeadObject's answer has no body, so no code tells a bucket that is not there from an object. */
    static boolean isNoObject(RuntimeException e) {
        return isStatus(e, 404) && !AwsRefusal.code(e).equals("NoSuchBucket");
    }

    /**
     * Turns it into what the store throws, and restores the thread's interrupt flag if the call was interrupted.
     *
     * @param text what was to be written, which nothing may quote; empty if nothing was
     */
    static TaskTokenException exception(RuntimeException e, Operation operation, String bucket, String text) {
        if (e instanceof AbortedException) {
            Thread.currentThread().interrupt();
        }
        String call = operation + " in the bucket " + bucket;
        Throwable cause = isQuoting(e, text) ? null : e;
        if (isForAPerson(e)) {
            return new StoreNotPermittedException(
                    call + ": refused (" + AwsRefusal.describe(e) + "). It needs the bucket in the client's Region, "
                            + operation.permission() + ", and the use of the bucket's KMS key if there is one",
                    cause);
        }
        return new StoreUnavailableException(call + ": did not get through (" + AwsRefusal.describe(e) + ")", cause);
    }

    /** Another try finds the same: permissions, the bucket, its Region, its key. */
    private static boolean isForAPerson(RuntimeException e) {
        if (!(e instanceof AwsServiceException service) || service.isThrottlingException()) {
            return false;
        }
        int status = service.statusCode();
        boolean passes = status == 408 || status == 409 || status == 412 || status == 429;
        return status >= 300 && status < 500 && !passes && !AwsRefusal.code(e).equals("RequestTimeout");
    }

    /** S3 itself repeats no object's content; a proxy in between, or another server that speaks S3, might. */
    private static boolean isQuoting(Throwable thrown, String text) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (holdsPiece(e.getMessage(), text)) {
                return true;
            }
            for (Throwable tried : e.getSuppressed()) {
                if (isQuoting(tried, text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holdsPiece(@Nullable String message, String text) {
        if (message == null) {
            return false;
        }
        for (int start = 0; start + PIECE <= text.length(); start += PIECE) {
            if (message.contains(text.substring(start, start + PIECE))) {
                return true;
            }
        }
        return false;
    }
}
