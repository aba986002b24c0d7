package dev.tasktoken.cli;

import dev.tasktoken.testkit.lint.CallbackLint;
import dev.tasktoken.testkit.lint.LintFinding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The linter; docs/lint.md describes how it is used. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Looks through state machine definitions for what makes a paused task hang.",
        footer = {"", "Exit codes: 0 nothing that counts was found; 1 something was; 2 wrong usage or no definition."})
final class LintCommand implements Callable<Integer> {
    /** The rule of the one finding in a text that is no definition. */
    private static final String UNREADABLE = "unreadable";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A definition in JSON, - for standard input, or a folder for every .asl.json file below it.")
    private List<String> files = List.of();

    @Option(names = "--express", description = "The state machines are created as Express workflows.")
    private boolean express;

    @Option(names = "--strict", description = "Warnings count, too.")
    private boolean strict;

    @Option(names = "--accept", paramLabel = "RULE", description = "Leave out a rule's findings. May be repeated.")
    private List<String> accepted = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Terminal terminal;
    private int errors;
    private int warnings;
    private int unusable;

    LintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CallbackLint lint = lint();
        LintInputs inputs = new LintInputs(terminal.in());
        for (String file : files) {
            inputs.read(file, (name, definition) -> print(name, lint.findings(definition)), this::printUnusable);
        }
        terminal.out().println(errors + " error(s), " + warnings + " warning(s)");
        return code();
    }

    private CallbackLint lint() {
        try {
            return CallbackLint.builder()
                    .express(express)
                    .accept(accepted.toArray(String[]::new))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void print(String name, List<LintFinding> findings) {
        for (LintFinding finding : findings) {
            if (finding.rule().equals(UNREADABLE)) {
                printUnusable(name, finding.message());
                continue;
            }
            boolean isError = finding.severity() == LintFinding.Severity.ERROR;
            errors += isError ? 1 : 0;
            warnings += isError ? 0 : 1;
            terminal.out().println(Plain.line(name) + ": " + finding);
        }
    }

    private void printUnusable(String name, String problem) {
        unusable++;
        terminal.err().println(Plain.line(name) + ": " + problem);
    }

    private int code() {
        if (unusable > 0) {
            return ExitCode.USAGE;
        }
        return errors > 0 || (strict && warnings > 0) ? ExitCode.NOT_DONE : ExitCode.DONE;
    }
}
