package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.executions.Execution;
import dev.tasktoken.testkit.internal.values.TokenMask;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * An execution that has ended, as DescribeExecution shows it. Immutable.
 *
 * @param arn the execution's ARN
 * @param status how it ended
 * @param input the input's JSON text
 * @param output the output's JSON text, of an execution that succeeded
 * @param error the error's name, if it ended with one
 * @param cause the error's explanation, if it has one
 */
public record LocalExecution(
        String arn,
        ExecutionStatus status,
        String input,
        Optional<String> output,
        Optional<String> error,
        Optional<String> cause) {

    /**
     * Checks that nothing is missing.
     *
     * @param arn the execution's ARN
     * @param status how it ended
     * @param input the input's JSON text
     * @param output the output's JSON text
     * @param error the error's name
     * @param cause the error's explanation
     */
    public LocalExecution {
        requireNonNull(arn, "arn");
        requireNonNull(status, "status");
        requireNonNull(input, "input");
        requireNonNull(output, "output");
        requireNonNull(error, "error");
        requireNonNull(cause, "cause");
    }

    static LocalExecution of(Execution execution) {
        return new LocalExecution(
                execution.arn(),
                execution.status(),
                execution.inputText(),
                execution.output(),
                execution.error(),
                execution.cause());
    }

    /**
     * Says whether the execution succeeded.
     *
     * @return true for {@link ExecutionStatus#SUCCEEDED}
     */
    public boolean succeeded() {
        return status == ExecutionStatus.SUCCEEDED;
    }

    /**
     * Returns the ARN, the status and the error, never the data.
     *
     * @return for instance {@code LocalExecution[arn:aws:states:... FAILED by Failed to process payment]}
     */
    @Override
    public String toString() {
        return "LocalExecution[" + arn + " " + status
                + error.map(name -> " by " + TokenMask.hide(name)).orElse("") + "]";
    }
}
