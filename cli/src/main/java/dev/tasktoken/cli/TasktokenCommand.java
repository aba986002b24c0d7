package dev.tasktoken.cli;

import java.time.Duration;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program {@code tasktoken}: {@code java -jar tasktoken-cli-VERSION-all.jar COMMAND}.
 *
 * <p>Its exit codes are 0 (done), 1 (not all of it could be done, or the linter found something), 2 (wrong usage) and 3
 * (AWS refused, or could not be reached). Results go to standard output and everything else to standard error.
 */
@Command(
        name = "tasktoken",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Finds and answers paused tasks of AWS Step Functions.",
        footer = {
            "",
            "Exit codes: 0 done; 1 not everything could be done, or something was found by lint; 2 wrong usage;"
                    + " 3 AWS refused or could not be reached."
        })
public final class TasktokenCommand {
    private TasktokenCommand() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command's name and its arguments; {@code --help} prints them
     */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        int code = commandLine(terminal).execute(args);
        terminal.flush();
        System.exit(code);
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new TasktokenCommand());
        line.addSubcommand(new OpenCommand(terminal));
        line.addSubcommand(new ShowCommand(terminal));
        line.addSubcommand(new SucceedCommand(terminal));
        line.addSubcommand(new FailCommand(terminal));
        line.addSubcommand(new HeartbeatCommand(terminal));
        line.addSubcommand(new ResendCommand(terminal));
        line.addSubcommand(new LintCommand(terminal));
        line.addSubcommand(new GenerateCompletion());
        line.registerConverter(Duration.class, new Durations());
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setUsageHelpWidth(terminal.helpWidth());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (terminal.isClosed()) {
                return ExitCode.NOT_DONE;
            }
            terminal.err().println("tasktoken: " + ErrorAdvice.of(e));
            return ExitCode.REFUSED;
        });
        line.setParameterExceptionHandler((e, args) -> {
            String command = e.getCommandLine().getCommandSpec().qualifiedName();
            terminal.err().println("tasktoken: " + Plain.text(Secrets.masked(String.valueOf(e.getMessage()))));
            terminal.err().println("'" + command + " --help' lists what can be given.");
            return ExitCode.USAGE;
        });
        return line;
    }
}
