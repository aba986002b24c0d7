package dev.tasktoken;

import org.jspecify.annotations.Nullable;

/**
 * Makes answers of outputs and exceptions, as a responder was set up. Immutable and thread-safe.
 *
 * <pre>{@code
 * AnswerWriter writer = responder.writerFor(reader.codec());
 * PreparedAnswer answer = writer.success(receipt);
 * }</pre>
 */
public final class AnswerWriter {
    private final @Nullable JsonCodec codec;
    private final @Nullable OversizedOutputStore oversizedOutput;
    private final FailureMapper failures;
    private final OutputWriter outputs;

    /** Without a codec it writes with the default one. */
    AnswerWriter(@Nullable JsonCodec codec, @Nullable OversizedOutputStore oversizedOutput, FailureMapper failures) {
        this.codec = codec;
        this.oversizedOutput = oversizedOutput;
        this.failures = failures;
        this.outputs = new OutputWriter(codec == null ? JsonCodec.standard() : codec, oversizedOutput);
    }

    /** A writer with the codec that the payload is read with, unless this one was given a codec of its own. */
    AnswerWriter forPayloadsOf(JsonCodec reading) {
        return codec == null ? new AnswerWriter(reading, oversizedOutput, failures) : this;
    }

    /**
     * Writes a result.
     *
     * @param output written as JSON by the codec; at most 262,144 bytes in UTF-8
     * @return the success; a {@link PreparedAnswer.Failure} that says why if the output cannot be sent
     */
    public PreparedAnswer success(@Nullable Object output) {
        return outputs.write(output);
    }

    /**
     * Takes JSON text verbatim after a check that it is JSON.
     *
     * @param json one JSON value
     * @return the success; a {@link PreparedAnswer.Failure} that says why if the text cannot be sent
     */
    public PreparedAnswer successJson(String json) {
        return outputs.writeJson(json);
    }

    /**
     * Describes what was thrown as the failure mapper does; a {@link TaskFailureException} says it itself.
     *
     * @param task whose token is taken out of the texts
     * @param reason what was thrown
     * @return the failure, cut to the service's limits
     */
    public PreparedAnswer.Failure failure(PausedTask task, Throwable reason) {
        return failure(task, FailureDescriber.describe(reason, failures));
    }

    /**
     * Fits a failure to the service's limits.
     *
     * @param task whose token is taken out of the texts
     * @param failure the failure
     * @return the failure, cut where it was longer
     */
    public PreparedAnswer.Failure failure(PausedTask task, TaskFailure failure) {
        return FailureTruncator.of(failure, task.taskToken());
    }
}
