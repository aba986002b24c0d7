package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Demo demo =
            new Demo(Demo.allSystems(), new PrintStream(printed, true, StandardCharsets.UTF_8), Duration.ofSeconds(1));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--system nobody",
                "--system",
                "payment",
                "--help please",
                "--system payment --serve",
                "--system order-approval --serve now",
                "--serve now"
            })
    void showsItsUsageForArgumentsItDoesNotKnow(String arguments) {
        int exitCode = demo.run(arguments.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(text())
                .contains(
                        "Usage:",
                        "callback-pattern",
                        "payment",
                        "three-integrations",
                        "external-system",
                        "order-approval");
    }

    @Test
    void showsItsUsageOnRequest() {
        int exitCode = demo.run("--help");

        assertThat(exitCode).isZero();
        assertThat(text()).startsWith("Usage:");
    }

    @Test
    void keepsToAHundredColumns() {
        Text.print(
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                "  +0.000 s  ",
                "word ".repeat(50) + "x".repeat(250));

        assertThat(text().lines()).allMatch(line -> line.length() <= 100).hasSizeGreaterThan(4);
        assertThat(text().replaceAll("\\s", "")).endsWith("x".repeat(250));
    }

    @Test
    void theSummaryIsOnlyGoodIfEveryOutcomeIs() {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Outcome good = new Outcome("payment", "order-1", "SUCCEEDED", "SUCCEEDED");
        Outcome bad = new Outcome("payment", "order-2", "SUCCEEDED", "TIMED_OUT");

        assertThat(new Summary(List.of(good, good)).print(out)).isTrue();
        assertThat(new Summary(List.of(good, bad)).print(out)).isFalse();
        assertThat(text())
                .contains("payment, order-2: TIMED_OUT instead of SUCCEEDED")
                .contains("1 of 2 did not end as expected.");
    }

    @Test
    void anOutcomeIsPrintedWhenItIsKnown() {
        Outcomes outcomes = new Outcomes("payment", new PrintStream(printed, true, StandardCharsets.UTF_8));

        outcomes.add("order-1", "SUCCEEDED", "SUCCEEDED");

        assertThat(text().lines()).hasSize(2).last().asString().containsPattern("order-1 +SUCCEEDED +SUCCEEDED +ok");
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
