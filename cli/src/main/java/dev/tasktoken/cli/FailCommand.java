package dev.tasktoken.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fails tasks. */
@Command(
        name = "fail",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Fails open tasks, so that the Retry and Catch of their states decide.")
final class FailCommand implements Callable<Integer> {
    @Option(
            names = "--error",
            paramLabel = "NAME",
            required = true,
            description = "The error name that Retry and Catch match. At most 256 characters are sent.")
    private String error = "";

    @Option(
            names = "--cause",
            paramLabel = "TEXT",
            description = "What a person or a Catch state reads. At most 32,768 characters are sent.")
    private String cause = "";

    @Mixin
    private AnswerOptions options = new AnswerOptions();

    private final Terminal terminal;

    FailCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new Answering(options, terminal)
                .answer(responder ->
                        Answering.Action.answer("Fail", task -> Outcomes.of(responder.fail(task, error, cause))));
    }
}
