package dev.tasktoken.cli;

import dev.tasktoken.TaskToken;
import dev.tasktoken.history.OpenTask;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Prints all that is known of open tasks. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Prints open tasks with what they sent.")
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private TaskOptions options = new TaskOptions();

    @Option(names = "--json", description = "Print one JSON object a line for each task.")
    private boolean json;

    @Option(
            names = "--reveal-token",
            description = "Print the task tokens, too. Whoever has a token can answer its task.")
    private boolean isTokenRevealed;

    private final Terminal terminal;

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TaskSearch search = new TaskSearch(options, terminal);
        try (SfnClient client = options.aws().stepFunctions(options.target())) {
            List<OpenTask> tasks = search.find(client);
            if (tasks.isEmpty()) {
                terminal.err().println("No task is open that was asked for.");
                return ExitCode.NOT_DONE;
            }
            for (int i = 0; i < tasks.size(); i++) {
                print(ShownTask.of(tasks.get(i)), i > 0 && !json);
            }
        }
        return search.isComplete() ? ExitCode.DONE : ExitCode.NOT_DONE;
    }

    private void print(ShownTask task, boolean isApart) {
        if (isApart) {
            terminal.out().println();
        }
        if (json) {
            terminal.printLine(isTokenRevealed ? task.revealed() : task.json(true));
            return;
        }
        task.describe(terminal, Instant.now());
        if (isTokenRevealed) {
            terminal.out().println(task.token().map(TaskToken::value).orElse("(no token)"));
        }
    }
}
