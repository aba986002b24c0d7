package dev.tasktoken;

import dev.tasktoken.service.Refusal;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.sfn.model.KmsInvalidStateException;
import software.amazon.awssdk.services.sfn.model.KmsThrottlingException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** What an exception of Step Functions means for the task. The one place that decides it. */
final class SfnErrors {
    private SfnErrors() {}

    /**
     * TaskTimedOut says closed; TaskDoesNotExist is documented for activities that are gone, which means the same. KMS
     * throttling passes, and the SDK retries it in none of its retry modes.
     */
    static Refusal refusal(RuntimeException e, String operation) {
        if (e instanceof TaskTimedOutException || e instanceof TaskDoesNotExistException) {
            return Refusal.of(Refusal.Meaning.CLOSED);
        }
        if (e instanceof InvalidOutputException) {
            return Refusal.of(Refusal.Meaning.OUTPUT_REFUSED);
        }
        if (e instanceof KmsThrottlingException) {
            return Refusal.of(Refusal.Meaning.PASSING);
        }
        if (e instanceof InvalidTokenException) {
            return Refusal.unknownId("the service cannot decode this text as a task token. It may have"
                    + " been changed on its way, or it is not a task token");
        }
        if (e instanceof KmsAccessDeniedException) {
            return Refusal.notPermitted(
                    "access denied by the state machine's KMS key. Allow kms:Decrypt and kms:GenerateDataKey on it",
                    "kms:Decrypt");
        }
        if (e instanceof KmsInvalidStateException) {
            return Refusal.notPermitted(
                    "the state machine's KMS key is disabled or being deleted. Enable it", "kms:Decrypt");
        }
        return Refusal.general(
                e,
                "access denied. Allow states:" + operation
                        + " on \"*\", with credentials of the workflow's own account",
                "states:" + operation);
    }
}
