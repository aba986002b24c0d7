package dev.tasktoken.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The program in this JVM, with what it is given and what it printed. */
final class ProgramRun {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private OutputStream printed = out;
    private String input = "";
    private Terminal.Window window = new Terminal.Window(false, OptionalInt.empty());

    void input(String text) {
        this.input = text;
    }

    /** In a window of this width, before a person. */
    void window(int width) {
        this.window = new Terminal.Window(true, OptionalInt.of(width));
    }

    /** As behind {@code | head}: whatever is printed fails. */
    void closeOutput() {
        this.printed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
    }

    int execute(String command, String... args) {
        Terminal terminal =
                new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), printed, err, window);
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
