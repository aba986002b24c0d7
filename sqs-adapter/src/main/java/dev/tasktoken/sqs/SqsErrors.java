package dev.tasktoken.sqs;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Interprets failed calls of SQS. */
final class SqsErrors {
    private SqsErrors() {}

    /** Returns whether a permission is missing. SQS answers 403, its JSON protocol 400 with this code (inferred). */
    static boolean isDenied(Throwable failure) {
        if (!(failure instanceof AwsServiceException refusal)) {
            return false;
        }
        AwsErrorDetails details = refusal.awsErrorDetails();
        return refusal.statusCode() == 403
                || (details != null && String.valueOf(details.errorCode()).startsWith("AccessDenied"));
    }

    /**
     * Describes a failure for a log line. It leaves out messages of the service and the SDK, which may quote a
     * response.
     */
    static String describe(Throwable failure) {
        if (failure instanceof AwsServiceException refusal) {
            AwsErrorDetails details = refusal.awsErrorDetails();
            return refusal.getClass().getSimpleName() + " " + (details == null ? "" : details.errorCode() + " ")
                    + refusal.statusCode();
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return failure.getClass().getSimpleName()
                + (root == failure ? "" : " of " + root.getClass().getSimpleName());
    }
}
