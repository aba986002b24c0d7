package dev.tasktoken.cli;

import dev.tasktoken.history.OpenTask;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** The program's readers and printers of texts, without its command line and without AWS. */
public final class Texts {
    private Texts() {}

    public static Duration duration(String text) {
        return new Durations().convert(text);
    }

    /** What kind of ARN it is, and its name. */
    public static String arn(String text) {
        for (Arn.Kind kind : Arn.Kind.values()) {
            try {
                Arn arn = Arn.parse(text, kind);
                return kind == Arn.Kind.STATE_MACHINE
                        ? arn.execution("e-1").text()
                        : kind + arn.name() + Arn.shortName(text);
            } catch (IllegalArgumentException e) {
                // another kind, or none
            }
        }
        return "";
    }

    /** Whatever is printed of a task, but for the token that a person asks for. */
    public static String shown(OpenTask task, int width) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = terminal(out, width);
        ShownTask.print(List.of(task), terminal);
        ShownTask.of(task).describe(terminal, Instant.EPOCH);
        terminal.printLine(ShownTask.of(task).json(true));
        terminal.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Terminal terminal(ByteArrayOutputStream out, int width) {
        return new Terminal(InputStream.nullInputStream(), out, out, new Terminal.Window(false, OptionalInt.of(width)));
    }
}
