package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Wait states, on the moved clock. */
class WaitIT {
    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"\"Seconds\": 600 | {}", "\"SecondsPath\": \"$.n\" | {\"n\": 600}"})
    void waitsSoManySeconds(String fields, String input) {
        String execution = bench.run(wait(fields), input);
        bench.advance(500);
        ExecutionStatus before = status(execution);
        bench.advance(101);

        LocalExecution ended = bench.ended(execution);

        assertThat(before).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(ended.output()).contains(input.replace(" ", ""));
        assertThat(bench.eventTypes(execution))
                .containsExactly("ExecutionStarted", "WaitStateEntered", "WaitStateExited", "ExecutionSucceeded");
    }

    @Test
    void waitsUntilATime() {
        Instant until = bench.stepFunctions.clock().instant().plus(Duration.ofDays(30));
        String fixed = bench.run(wait("\"Timestamp\": \"" + until + "\""), "{}");
        String given = bench.run(wait("\"TimestampPath\": \"$.until\""), "{\"until\": \"" + until + "\"}");
        bench.stepFunctions.clock().advance(Duration.ofDays(29));
        ExecutionStatus before = status(given);
        bench.stepFunctions.clock().advance(Duration.ofDays(2));

        assertThat(before).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(bench.ended(fixed).succeeded()).isTrue();
        assertThat(bench.ended(given).succeeded()).isTrue();
    }

    @Test
    void aTimeThatHasPassedIsNotWaitedFor() {
        assertThat(bench.ended(bench.run(wait("\"Timestamp\": \"2020-01-01T00:00:00Z\""), "{}"))
                        .succeeded())
                .isTrue();
        assertThat(bench.ended(bench.run(wait("\"Seconds\": 0"), "{}")).succeeded())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SecondsPath | -1 | The SecondsPath parameter references a negative value: $.v == -1",
                "SecondsPath | 1.5 | The SecondsPath parameter cannot be parsed as a long value: $.v == 1.5",
                "SecondsPath | 2147483648 | Wait state delay is too long.",
                "TimestampPath | \"2026-01-01\" | does not reference a valid ISO-8601 extended offset date-time format",
                "TimestampPath | \"2026-01-01T00:00:00\" | does not reference a valid ISO-8601",
                "TimestampPath | 5 | does not reference a valid ISO-8601"
            })
    void failsForATimeThatIsNone(String field, String value, String cause) {
        String execution = bench.run(wait("\"" + field + "\": \"$.v\""), "{\"v\": " + value + "}");

        LocalExecution ended = bench.ended(execution);

        assertThat(ended.error()).contains("States.Runtime");
        assertThat(ended.cause().orElseThrow()).contains("the state 'S' (entered at the event id #2). ", cause);
    }

    @Test
    void aStoppedExecutionWaitsNoMore() {
        String execution = bench.run(wait("\"Seconds\": 600"), "{}");
        bench.sfn.stopExecution(s -> s.executionArn(execution));
        bench.advance(700);

        assertThat(bench.eventTypes(execution))
                .containsExactly("ExecutionStarted", "WaitStateEntered", "ExecutionAborted");
        assertThat(bench.history(execution).get(2).previousEventId()).isZero();
    }

    private ExecutionStatus status(String execution) {
        return bench.sfn.describeExecution(d -> d.executionArn(execution)).status();
    }

    private static String wait(String fields) {
        return Definitions.of("\"Type\": \"Wait\", \"End\": true, " + fields);
    }
}
