package dev.tasktoken.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where the program reads and prints, and what it knows of the window there. */
final class Terminal {
    private static final int HELP_WIDTH = 100;
    private static final int NARROWEST_HELP = 55;

    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Window window;

    /**
     * @param isInteractive whether a person reads the output and can answer a question
     * @param width of a line; empty if lines have no end, as in a pipe
     */
    record Window(boolean isInteractive, OptionalInt width) {}

    Terminal(InputStream in, OutputStream out, OutputStream err, Window window) {
        this.in = in;
        this.out = new PrintWriter(out, false, StandardCharsets.UTF_8);
        this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
        this.window = window;
    }

    static Terminal ofProcess() {
        boolean isInteractive = hasConsole();
        OptionalInt width = width(System.getenv(), isInteractive);
        return new Terminal(System.in, System.out, System.err, new Window(isInteractive, width));
    }

    /** JDK 22 and newer have a console even where output is piped, unless that of java.base is asked for. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasConsole() {
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }

    /** The same, without a person before it. */
    static Terminal pipe(Terminal terminal) {
        return new Terminal(terminal, new Window(false, OptionalInt.empty()));
    }

    private Terminal(Terminal other, Window window) {
        this.in = other.in;
        this.out = other.out;
        this.err = other.err;
        this.window = window;
    }

    /** That of the environment, where a shell exports it, else the window's. */
    static OptionalInt width(Map<String, String> environment, boolean isInteractive) {
        OptionalInt exported = number(environment.get("COLUMNS"));
        return exported.isPresent() || !isInteractive ? exported : OptionalInt.of(windowWidth());
    }

    private static int windowWidth() {
        return CommandSpec.create().usageMessage().autoWidth(true).width();
    }

    private static OptionalInt number(@Nullable String text) {
        boolean isOne = text != null && text.matches("[1-9][0-9]{0,3}");
        return isOne ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** One line of JSON, at once: whoever reads a pipe works on it while the next is looked for. */
    void printLine(JsonNode json) {
        out.println(Plain.json(json.toString()));
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("standard output is closed"));
        }
    }

    /** Whether nobody reads the output any more, as behind {@code | head}. */
    boolean isClosed() {
        return out.checkError();
    }

    InputStream in() {
        return in;
    }

    PrintWriter out() {
        return out;
    }

    /** For notes and errors, which stand behind what was printed before. */
    PrintWriter err() {
        out.flush();
        return err;
    }

    boolean isInteractive() {
        return window.isInteractive();
    }

    OptionalInt width() {
        return window.width();
    }

    int helpWidth() {
        return Math.max(NARROWEST_HELP, Math.min(HELP_WIDTH, window.width().orElse(HELP_WIDTH)));
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
