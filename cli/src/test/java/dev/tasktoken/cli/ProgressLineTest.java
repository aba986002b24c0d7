package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.cli.ProgressLine.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void drawsABarAndWipesItAway() {
        try (ProgressLine line = line(true, 80)) {
            line.draw(new Step(5, 10, "5 executions"));
        }

        assertThat(printed()).isEqualTo("\r[##########----------] 5 executions\r" + " ".repeat(35) + "\r");
    }

    @Test
    void drawsOverALongerLine() {
        try (ProgressLine line = line(true, 80)) {
            line.draw(new Step(1, 10, "first, long"));
            line.draw(new Step(2, 10, "second"));
        }

        assertThat(printed()).contains("first, long", "second     \r");
    }

    @Test
    void hasAnEmptyBarWhileTheWholeIsUnknown() {
        try (ProgressLine line = line(true, 80)) {
            line.draw(new Step(5, 0, "5 executions"));
        }

        assertThat(printed()).startsWith("\r[--------------------] 5 executions");
    }

    @Test
    void fitsTheWindow() {
        try (ProgressLine line = line(true, 30)) {
            line.draw(new Step(9, 9, "nine executions of nine"));
        }

        assertThat(printed()).startsWith("\r[####################] nine e\r");
    }

    @Test
    void drawsNothingAfterItsEnd() {
        ProgressLine line = line(true, 80);

        line.close();
        line.draw(new Step(1, 2, "late"));

        assertThat(printed()).isEmpty();
    }

    @Test
    void followsWhatIsGoingOn() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(2);

        try (ProgressLine line = line(true, 80)) {
            line.follow(() -> {
                asked.countDown();
                return new Step(1, 2, "executions");
            });

            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
        }

        assertThat(printed()).contains("[##########----------] executions");
    }

    @Test
    void printsNothingInAPipe() {
        try (ProgressLine line = line(false, 80)) {
            line.follow(() -> {
                throw new IllegalStateException("asked");
            });
        }

        assertThat(printed()).isEmpty();
    }

    private ProgressLine line(boolean isInteractive, int width) {
        return new ProgressLine(new Terminal(
                new ByteArrayInputStream(new byte[0]),
                out,
                out,
                new Terminal.Window(isInteractive, OptionalInt.of(width))));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
