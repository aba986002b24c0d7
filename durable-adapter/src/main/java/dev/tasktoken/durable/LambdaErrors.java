package dev.tasktoken.durable;

import dev.tasktoken.service.Refusal;
import software.amazon.awssdk.services.lambda.model.CallbackTimeoutException;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.lambda.model.KmsDisabledException;
import software.amazon.awssdk.services.lambda.model.KmsInvalidStateException;
import software.amazon.awssdk.services.lambda.model.KmsNotFoundException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** What an exception of Lambda means for the callback. The one place that decides it. */
final class LambdaErrors {
    private LambdaErrors() {}

    /** CallbackTimeout says closed: the callback expired, or an answer was accepted before, perhaps this very one. */
    static Refusal refusal(RuntimeException e, String operation) {
        if (e instanceof CallbackTimeoutException) {
            return Refusal.of(Refusal.Meaning.CLOSED);
        }
        if (e instanceof ResourceNotFoundException) {
            return Refusal.unknownId("the service has no such callback. It may belong to another Region or account, or"
                    + " its execution is gone; or a replay of the function has made a new one");
        }
        if (e instanceof InvalidParameterValueException) {
            return Refusal.unknownId("the service does not take this text as a callback id. It may have been changed on"
                    + " its way, or it is not a callback id");
        }
        if (e instanceof KmsAccessDeniedException) {
            return Refusal.notPermitted(
                    "access denied by the function's KMS key. Allow kms:Decrypt and kms:GenerateDataKey on it",
                    "kms:Decrypt");
        }
        if (e instanceof KmsDisabledException
                || e instanceof KmsInvalidStateException
                || e instanceof KmsNotFoundException) {
            return Refusal.notPermitted(
                    "the function's KMS key is disabled, being deleted or gone. Enable it", "kms:Decrypt");
        }
        return Refusal.general(
                e,
                "access denied. Allow lambda:" + operation + " on the ARN of the function's executions, with its"
                        + " version: arn:aws:lambda:REGION:ACCOUNT:function:NAME:VERSION/durable-execution/*. An ARN"
                        + " without a version, or with an alias, does not match",
                "lambda:" + operation);
    }
}
