package dev.tasktoken;

import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import org.jspecify.annotations.Nullable;

/** Makes answers of outputs and exceptions, as a responder was set up. Immutable and thread-safe. */
final class AnswerWriter {
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

    /** A writer with the codec that payloads are read with, unless this one was given a codec of its own. */
    AnswerWriter forPayloadsOf(JsonCodec reading) {
        return codec == null ? new AnswerWriter(reading, oversizedOutput, failures) : this;
    }

    /** A success, or a failure that says why the output cannot be sent. */
    PreparedAnswer success(WorkKind kind, @Nullable Object output) {
        return of(kind, outputs.write(output));
    }

    /** Takes JSON text verbatim after a check that it is JSON; a failure says why it cannot be sent. */
    PreparedAnswer successJson(WorkKind kind, String json) {
        return of(kind, outputs.writeJson(json));
    }

    /** What is sent when the service does not take an output for JSON. */
    static PreparedAnswer.Failure notJson(WorkKind kind) {
        return of(kind, OutputWriter.notJson());
    }

    private static PreparedAnswer of(WorkKind kind, PreparedAnswer written) {
        return written instanceof PreparedAnswer.Failure failure
                ? of(kind, failure)
                : new PreparedAnswer.Success(kind, ((PreparedAnswer.Success) written).output());
    }

    private static PreparedAnswer.Failure of(WorkKind kind, PreparedAnswer.Failure written) {
        return new PreparedAnswer.Failure(kind, written.error(), written.cause());
    }

    /** Describes what was thrown as the failure mapper does; a {@link TaskFailureException} says it itself. */
    PreparedAnswer.Failure failure(WorkId id, Throwable reason) {
        return failure(id, FailureDescriber.describe(reason, failures));
    }

    /** Fits a failure to the service's limits. */
    PreparedAnswer.Failure failure(WorkId id, TaskFailure failure) {
        return FailureTruncator.of(failure, id);
    }
}
