package dev.tasktoken.cli;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.TokenResponder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Completes tasks with a result. */
@Command(
        name = "succeed",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Completes open tasks with an output.")
final class SucceedCommand implements Callable<Integer> {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    @ArgGroup(multiplicity = "1")
    private Output output = new Output();

    @Mixin
    private AnswerOptions options = new AnswerOptions();

    private final Terminal terminal;

    /** Where the output is from: one of the two. */
    private static final class Output {
        @Option(
                names = "--output",
                paramLabel = "JSON",
                required = true,
                description = "The state's output, one JSON value: '{\"approved\": true}'.")
        private @Nullable String json;

        @Option(
                names = "--output-file",
                paramLabel = "FILE",
                required = true,
                description = "A file that holds the output; - for standard input.")
        private @Nullable String file;
    }

    SucceedCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String json = output.json == null ? read(String.valueOf(output.file)) : output.json;
        return new Answering(options, terminal).answer(responder -> {
            PreparedAnswer answer = prepared(responder, json);
            return Answering.Action.answer("Complete", task -> Outcomes.of(responder.send(task, answer)));
        });
    }

    /** Checked before anything is sent: an output that the service refuses would fail the task. */
    private PreparedAnswer prepared(TokenResponder responder, String json) {
        PreparedAnswer answer = responder.prepareJson(json);
        if (answer instanceof PreparedAnswer.Failure failure) {
            throw options.tasks().wrong("The output cannot be sent: " + Secrets.masked(failure.cause()));
        }
        return answer;
    }

    private String read(String file) {
        try {
            byte[] bytes = file.equals("-") ? terminal.in().readAllBytes() : Files.readAllBytes(Path.of(file));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw options.tasks().wrong("--output-file: '" + file + "' is not text in UTF-8");
        } catch (IOException | UncheckedIOException e) {
            throw options.tasks().wrong("--output-file: '" + file + "' cannot be read");
        }
    }
}
