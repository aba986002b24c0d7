package dev.tasktoken.testkit.internal.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FunctionFailureTest {
    @Test
    void dropsFramesUntilTheCauseFits() throws Exception {
        IllegalStateException thrown = new IllegalStateException("deep");
        StackTraceElement frame = new StackTraceElement("a.b.C", "call", "C.java", 1);
        thrown.setStackTrace(Collections.nCopies(5_000, frame).toArray(StackTraceElement[]::new));

        String cause = cause(thrown);

        JsonNode json = Json.MAPPER.readTree(cause);
        assertThat(cause.length()).isBetween(32_700, 32_768);
        assertThat(json.get("errorMessage").textValue()).isEqualTo("deep");
        assertThat(json.at("/stackTrace/0").textValue()).isEqualTo("a.b.C.call(C.java:1)");
    }

    @Test
    void cutsAMessageThatDoesNotFit() {
        assertThat(cause(new IllegalStateException("x".repeat(40_000)))).hasSize(32_768);
    }

    @Test
    void anExceptionThatCannotSayWhatIsWrongStillHasAName() {
        StateError error = FunctionFailure.of(new Speechless()).error();

        assertThat(error.error()).isEqualTo(Speechless.class.getName());
        assertThat(error.cause()).contains("\"errorMessage\":null");
    }

    private static String cause(Throwable thrown) {
        return Objects.requireNonNull(FunctionFailure.of(thrown).error().cause());
    }

    private static final class Speechless extends RuntimeException {
        @Override
        public String getMessage() {
            throw new UnsupportedOperationException();
        }
    }
}
