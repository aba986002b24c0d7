package dev.tasktoken.cli;

import dev.tasktoken.history.OpenTask;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Lists open tasks. */
@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Lists the tasks that wait for their token.")
final class OpenCommand implements Callable<Integer> {
    @Mixin
    private TaskOptions options = new TaskOptions();

    @Option(names = "--json", description = "Print one JSON object a line for each task, as soon as it is found.")
    private boolean json;

    private final Terminal terminal;

    OpenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TaskSearch search = new TaskSearch(options, terminal);
        try (SfnClient client = options.aws().stepFunctions(options.target())) {
            if (json) {
                search.find(client, this::printJson);
            } else {
                print(search.find(client));
            }
        }
        return search.isComplete() ? ExitCode.DONE : ExitCode.NOT_DONE;
    }

    private void printJson(OpenTask task) {
        terminal.printLine(ShownTask.of(task).json(false));
    }

    private void print(List<OpenTask> tasks) {
        if (tasks.isEmpty()) {
            terminal.err().println("No task is open that was asked for.");
            return;
        }
        ShownTask.print(tasks, terminal);
        long waiting = tasks.stream().filter(task -> task.problem().isPresent()).count();
        if (waiting > 0) {
            terminal.err().println(waiting + " task(s) without an id: their token was not found; 'show' says why.");
        }
    }
}
