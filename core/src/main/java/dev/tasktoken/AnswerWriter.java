package dev.tasktoken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Makes answers out of what callers answer with, as a responder was set up. */
final class AnswerWriter {
    private final @Nullable ObjectMapper mapper;
    private final @Nullable OversizedOutput oversizedOutput;
    private final FailureMapper failures;
    private final OutputWriter outputs;

    /** Without a mapper it writes with the default one. */
    AnswerWriter(@Nullable ObjectMapper mapper, @Nullable OversizedOutput oversizedOutput, FailureMapper failures) {
        this.mapper = mapper;
        this.oversizedOutput = oversizedOutput;
        this.failures = failures;
        this.outputs = new OutputWriter(mapper == null ? DefaultMapper.shared() : mapper, oversizedOutput);
    }

    /** A writer with the mapper that the payload is read with, unless this one was given a mapper of its own. */
    AnswerWriter forPayloadsOf(ObjectMapper reading) {
        boolean writesJson =
                JsonFactory.FORMAT_NAME_JSON.equals(reading.getFactory().getFormatName());
        return mapper == null && writesJson ? new AnswerWriter(reading, oversizedOutput, failures) : this;
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
