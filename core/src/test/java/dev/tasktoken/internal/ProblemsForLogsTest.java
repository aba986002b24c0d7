package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.LogLines;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What of an exception may be logged or shown, whatever a codec or its own class says. */
class ProblemsForLogsTest {
    private static final String SECRET = "secret";

    @Test
    void shortensWhatACodecSays() {
        assertThat(CodecProblem.of(thrown -> "at 'price'", new IOException(SECRET)))
                .isEqualTo("at 'price'");
        assertThat(CodecProblem.of(thrown -> "x".repeat(10_000), new IOException(SECRET)))
                .hasSize(303)
                .endsWith("x...");
    }

    @Test
    void namesTheClassWhereACodecCannotSay() {
        assertThat(CodecProblem.of(
                        thrown -> {
                            throw new IllegalStateException(SECRET);
                        },
                        new IOException(SECRET)))
                .isEqualTo("java.io.IOException");
    }

    @Test
    void logsThirtyFramesAndNoMessage() {
        Exception thrown = new IllegalStateException(SECRET);
        thrown.setStackTrace(Stream.generate(() -> new StackTraceElement("Order", "ship", "Order.java", 7))
                .limit(31)
                .toArray(StackTraceElement[]::new));

        String debug =
                LogLines.during(() -> StackTraces.debug(LoggerFactory.getLogger("dev.tasktoken.internal"), thrown));
        String info = LogLines.during(() -> StackTraces.debug(LoggerFactory.getLogger("another"), thrown));

        assertThat(debug).contains("java.lang.IllegalStateException\n    at Order.ship(Order.java:7)");
        assertThat(debug.split("at Order.ship", -1)).hasSize(31);
        assertThat(debug).doesNotContain(SECRET);
        assertThat(info).isEmpty();
    }
}
