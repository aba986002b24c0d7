package dev.tasktoken;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Makes answers out of what callers answer with, as a responder was set up. */
final class AnswerWriter {
    private final OutputWriter outputs;
    private final FailureMapper failures;

    AnswerWriter(ObjectMapper mapper, @Nullable OversizedOutput oversizedOutput, FailureMapper failures) {
        this.outputs = new OutputWriter(mapper, oversizedOutput);
        this.failures = failures;
    }

    /** The answer that carries the output, or the failure that says why none can. */
    TaskAnswer success(@Nullable Object output) {
        return outputs.write(output);
    }

    /** The answer that carries the JSON text, or the failure that says why none can. */
    TaskAnswer successJson(String json) {
        return outputs.writeJson(json);
    }

    TaskAnswer.Failure failure(TaskToken token, Throwable reason) {
        return FittedFailure.of(Failures.describe(reason, failures), token);
    }
}
