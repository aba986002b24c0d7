package dev.tasktoken.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The program in this JVM, with what it is given and what it printed. */
final class ProgramRun {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";
    private Terminal.Window window = new Terminal.Window(false, OptionalInt.empty());

    void input(String text) {
        this.input = text;
    }

    /** In a window of this width, before a person. */
    void window(int width) {
        this.window = new Terminal.Window(true, OptionalInt.of(width));
    }

    int execute(String command, String... args) {
        Terminal terminal =
                new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, window);
        String[] all = Stream.concat(Stream.of(command), Stream.of(args)).toArray(String[]::new);
        int code = TasktokenCommand.commandLine(terminal).execute(all);
        terminal.flush();
        return code;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
