package dev.tasktoken.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that change something have in common. */
final class AnswerOptions {
    @Mixin
    private TaskOptions tasks = new TaskOptions();

    @Option(names = "--dry-run", description = "Print the tasks that are meant, and send nothing.")
    private boolean isDryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before several tasks are answered.")
    private boolean isConfirmed;

    @Option(names = "--json", description = "Print one JSON object a line for each task.")
    private boolean isJson;

    TaskOptions tasks() {
        return tasks;
    }

    boolean isDryRun() {
        return isDryRun;
    }

    boolean isConfirmed() {
        return isConfirmed;
    }

    boolean isJson() {
        return isJson;
    }
}
