package dev.tasktoken.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.history.OpenTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Finds the tasks that are meant, asks if they are several, and does one thing to each. */
final class Answering {
    private static final String FAILED = "failed";

    private final AnswerOptions options;
    private final Terminal terminal;

    /**
     * What is done to each task.
     *
     * @param verb for a question: {@code Fail}
     * @param needsToken whether a task whose token was not found is passed over
     */
    record Action(String verb, boolean needsToken, Function<OpenTask, Outcome> perform) {
        static Action answer(String verb, Function<OpenTask, Outcome> perform) {
            return new Action(verb, true, perform);
        }
    }

    /**
     * What came of it.
     *
     * @param word for people and, in capitals, for programs
     * @param isDone whether it is what was wanted
     * @param detail for people, without secrets; may be empty
     */
    record Outcome(String word, boolean isDone, String detail) {
        Outcome(String word, boolean isDone) {
            this(word, isDone, "");
        }

        /** A call that AWS refused, or that did not reach it. */
        static Outcome failed(TaskTokenException thrown) {
            return new Outcome(FAILED, false, ErrorAdvice.of(thrown));
        }

        int exitCode() {
            return isDone ? ExitCode.DONE : word.equals(FAILED) ? ExitCode.REFUSED : ExitCode.NOT_DONE;
        }
    }

    Answering(AnswerOptions options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    /** Answers by a responder whose client is closed afterwards. */
    int answer(Function<TokenResponder, Action> action) {
        try (SfnClient client =
                options.tasks().aws().stepFunctions(options.tasks().target())) {
            return run(client, action.apply(TokenResponder.of(client)));
        }
    }

    int run(SfnClient client, Action action) {
        TaskSearch search = new TaskSearch(options.tasks(), terminal);
        List<OpenTask> found = search.find(client);
        if (found.isEmpty()) {
            terminal.err().println("No task is open that was asked for.");
            return ExitCode.NOT_DONE;
        }
        List<String> missing = options.tasks().missing(found);
        if (!missing.isEmpty()) {
            terminal.err().println("Not open, or not found: " + Plain.text(Secrets.masked(String.join(", ", missing))));
            return ExitCode.NOT_DONE;
        }
        if (options.isDryRun()) {
            print(found);
            terminal.err().println("Nothing was sent: --dry-run.");
            return search.isComplete() ? ExitCode.DONE : ExitCode.NOT_DONE;
        }
        if (found.size() > 1 && !options.isConfirmed() && !isAgreed(found, action.verb())) {
            return ExitCode.NOT_DONE;
        }
        int worst = found.stream()
                .mapToInt(task -> perform(task, action).exitCode())
                .reduce(ExitCode.DONE, Math::max);
        return Math.max(worst, search.isComplete() ? ExitCode.DONE : ExitCode.NOT_DONE);
    }

    private void print(List<OpenTask> tasks) {
        if (options.isJson()) {
            tasks.forEach(task -> terminal.printLine(ShownTask.of(task).json(false)));
        } else {
            ShownTask.print(tasks, terminal);
        }
    }

    private boolean isAgreed(List<OpenTask> tasks, String verb) {
        if (!terminal.isInteractive()) {
            throw options.tasks()
                    .wrong(tasks.size()
                            + " tasks are meant. Choose one by --task, --execution or --state, or give --yes"
                            + " for all of them");
        }
        ShownTask.print(tasks, terminal);
        terminal.out().print(verb + " these " + tasks.size() + " tasks? [y/N] ");
        terminal.out().flush();
        boolean isAgreed = List.of("y", "yes").contains(readAnswer().strip().toLowerCase(Locale.ROOT));
        if (!isAgreed) {
            terminal.err().println("Nothing was sent.");
        }
        return isAgreed;
    }

    private String readAnswer() {
        try {
            String line = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that fails does not keep the others from being answered. */
    private Outcome perform(OpenTask task, Action action) {
        Outcome outcome;
        try {
            outcome = action.needsToken() && task.problem().isPresent()
                    ? new Outcome("no token", false)
                    : action.perform().apply(task);
        } catch (TaskTokenException e) {
            outcome = Outcome.failed(e);
        }
        report(ShownTask.of(task), outcome);
        return outcome;
    }

    private void report(ShownTask task, Outcome outcome) {
        if (options.isJson()) {
            ObjectNode json = task.json(false);
            json.put("outcome", outcome.word().toUpperCase(Locale.ROOT).replace(' ', '_'));
            json.put("detail", outcome.detail().isEmpty() ? null : Secrets.masked(outcome.detail()));
            terminal.printLine(json);
            return;
        }
        String where = task.id() + "  " + task.task().path() + " of " + task.execution();
        String detail = outcome.detail().isEmpty() ? "" : " (" + Secrets.masked(outcome.detail()) + ")";
        terminal.out().println(Plain.line(where + ": " + outcome.word() + detail));
        terminal.out().flush();
    }
}
