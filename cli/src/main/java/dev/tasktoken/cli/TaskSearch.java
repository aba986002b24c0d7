package dev.tasktoken.cli;

import dev.tasktoken.history.ExecutionTasks;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTaskScan;
import dev.tasktoken.history.OpenTasks;
import dev.tasktoken.history.ScanProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Looks for the tasks that the options mean, and says on standard error what could not be looked through. */
final class TaskSearch {
    private final TaskOptions options;
    private final Terminal terminal;
    private final AtomicLong found = new AtomicLong();
    private boolean isComplete = true;

    TaskSearch(TaskOptions options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    /** Whether everything could be looked through. */
    boolean isComplete() {
        return isComplete;
    }

    /** All of them, with a bar while a person waits. */
    List<OpenTask> find(SfnClient client) {
        List<OpenTask> found = new ArrayList<>();
        try (ProgressLine line = new ProgressLine(terminal)) {
            find(client, line, found::add);
        }
        return found;
    }

    /** Each as soon as it is found. */
    void find(SfnClient client, Consumer<OpenTask> found) {
        try (ProgressLine line = new ProgressLine(Terminal.pipe(terminal))) {
            find(client, line, found);
        }
    }

    private void find(SfnClient client, ProgressLine line, Consumer<OpenTask> taker) {
        OpenTasks open = OpenTasks.builder(client)
                .callsPerSecond(options.callsPerSecond())
                .build();
        Arn target = options.target();
        Instant now = Instant.now();
        Consumer<OpenTask> meant = task -> {
            if (options.isMeant(task, now)) {
                found.incrementAndGet();
                taker.accept(task);
            }
        };
        switch (target.kind()) {
            case EXECUTION -> findIn(open.in(target.text()), meant);
            case STATE_MACHINE -> findAmong(open.of(target.text(), options.filter()), line, meant);
            case MAP_RUN -> findAmong(open.ofMapRun(target.text(), options.filter()), line, meant);
        }
    }

    private void findIn(ExecutionTasks tasks, Consumer<OpenTask> found) {
        if (!tasks.isRunning()) {
            terminal.err().println("The execution has ended: nothing of it is open.");
        }
        tasks.mapRunsNotSearched().forEach(this::childrenNotSearched);
        tasks.tasks().forEach(found);
    }

    private void findAmong(OpenTaskScan scan, ProgressLine line, Consumer<OpenTask> found) {
        line.follow(() -> step(scan.progress()));
        try (Stream<OpenTask> tasks = scan.stream()) {
            tasks.forEach(found);
        }
        ScanProgress progress = scan.progress();
        if (progress.executionsNotRead() > 0) {
            notSearched(progress.executionsNotRead() + " execution(s) could not be read.");
        }
        scan.mapRunsNotSearched().forEach(this::childrenNotSearched);
    }

    private void childrenNotSearched(String mapRun) {
        notSearched("The children of " + Plain.line(mapRun) + " were not searched: look through them with --map-run.");
    }

    private void notSearched(String reason) {
        isComplete = false;
        terminal.err().println(reason);
    }

    private ProgressLine.Step step(ScanProgress progress) {
        long whole = progress.isListed() ? progress.executionsListed() : 0;
        String executions = progress.executionsDone() + (whole > 0 ? " of " + whole : "") + " executions";
        return new ProgressLine.Step(
                progress.executionsDone(),
                whole,
                executions + ", " + found + " tasks found, " + progress.calls() + " calls");
    }
}
