package dev.tasktoken.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The definitions that the command is given: files, directories, standard input. */
final class LintInputs {
    private static final String SUFFIX = ".asl.json";

    /** The most characters the service takes as a definition (API reference, CreateStateMachine). */
    private static final int LONGEST = 1_048_576;

    /** No definition of that many characters is longer in UTF-8, with a byte order mark. */
    static final int MOST_BYTES = LONGEST * 3 + 3;

    private final InputStream in;

    LintInputs(InputStream in) {
        this.in = in;
    }

    /** Hands over each definition with its name, or the name and what is wrong with it. */
    void read(String argument, BiConsumer<String, String> definition, BiConsumer<String, String> problem) {
        try {
            if (argument.equals("-")) {
                definition.accept("-", decoded(in));
                return;
            }
            Path path = Path.of(argument);
            for (Path file : Files.isDirectory(path) ? below(path) : List.of(path)) {
                readFile(file, definition, problem);
            }
        } catch (InvalidPathException e) {
            problem.accept(argument, "This is no file name");
        } catch (IOException e) {
            problem.accept(argument, reason(e));
        } catch (UncheckedIOException e) {
            problem.accept(argument, "A directory below it cannot be read");
        }
    }

    private static void readFile(Path file, BiConsumer<String, String> definition, BiConsumer<String, String> problem) {
        String text;
        try (InputStream content = Files.newInputStream(file)) {
            text = decoded(content);
        } catch (IOException e) {
            problem.accept(file.toString(), reason(e));
            return;
        }
        definition.accept(file.toString(), text);
    }

    private static List<Path> below(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IOException("There is no " + SUFFIX + " file below it");
        }
        return files;
    }

    private static String decoded(InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("It is longer than the " + LONGEST + " characters of a definition");
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "There is no such file";
        }
        if (e instanceof CharacterCodingException) {
            return "It is not text in UTF-8";
        }
        return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : "It cannot be read";
    }
}
