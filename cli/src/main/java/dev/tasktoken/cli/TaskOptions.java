package dev.tasktoken.cli;

import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTaskFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which tasks a command is about, and where they are looked for. */
final class TaskOptions {
    @Option(
            names = "--state-machine",
            paramLabel = "ARN",
            description = "Look through all running executions of this state machine.")
    private Optional<String> stateMachine = Optional.empty();

    @Option(
            names = "--execution",
            paramLabel = "ARN",
            description = "Look through this execution. Its name is enough beside --state-machine.")
    private Optional<String> execution = Optional.empty();

    @Option(
            names = "--map-run",
            paramLabel = "ARN",
            description = "Look through the running child executions of a distributed Map state.")
    private Optional<String> mapRun = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "NAME",
            description = "Only tasks of this state, by its name or, in a Map state, its path: Orders[3]/Approve.")
    private Optional<String> state = Optional.empty();

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "Only tasks that have waited at least so long: 90s, 15m, 1h30m, 2d.")
    private Duration olderThan = Duration.ZERO;

    @Option(
            names = "--task",
            paramLabel = "ID",
            description = "Only this task, by its id in the first column of 'open'. May be repeated.")
    private List<String> ids = List.of();

    @Option(
            names = "--calls-per-second",
            paramLabel = "N",
            description = "Make at most so many calls a second; the quotas are the account's. Default: 10.")
    private int callsPerSecond = 10;

    @Mixin
    private AwsOptions aws = new AwsOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    AwsOptions aws() {
        return aws;
    }

    int callsPerSecond() {
        if (callsPerSecond < 1) {
            throw wrong("--calls-per-second must be at least 1");
        }
        return callsPerSecond;
    }

    /** What is looked through. */
    Arn target() {
        if (mapRun.isPresent() && stateMachine.isEmpty() && execution.isEmpty()) {
            return arn("--map-run", mapRun.get(), Arn.Kind.MAP_RUN);
        }
        if (mapRun.isPresent() || (stateMachine.isEmpty() && execution.isEmpty())) {
            throw wrong("Give one of --state-machine, --execution and --map-run");
        }
        Optional<Arn> machine = stateMachine.map(text -> arn("--state-machine", text, Arn.Kind.STATE_MACHINE));
        return execution.map(text -> execution(machine, text)).or(() -> machine).orElseThrow();
    }

    private Arn execution(Optional<Arn> machine, String text) {
        if (!text.startsWith("arn:") && machine.isPresent()) {
            return machine.get().execution(text);
        }
        Arn given = arn("--execution", text, Arn.Kind.EXECUTION);
        if (machine.isPresent()
                && !machine.get().execution(Arn.shortName(text)).text().equals(text)) {
            throw wrong("--execution is no execution of --state-machine");
        }
        return given;
    }

    /** Those of {@code --task} that are none of the tasks. */
    List<String> missing(List<OpenTask> tasks) {
        List<String> found = tasks.stream().map(task -> ShownTask.of(task).id()).toList();
        return ids.stream().filter(id -> !found.contains(id)).toList();
    }

    private Arn arn(String option, String text, Arn.Kind kind) {
        try {
            return Arn.parse(text, kind);
        } catch (IllegalArgumentException e) {
            throw wrong(option + ": " + e.getMessage());
        }
    }

    /** Whether a task is one of those that are meant. */
    boolean isMeant(OpenTask task, Instant now) {
        return state.map(name -> name.equals(task.state()) || name.equals(task.path()))
                        .orElse(true)
                && !task.scheduledAt().isAfter(now.minus(olderThan))
                && (ids.isEmpty() || ids.contains(ShownTask.of(task).id()));
    }

    /** What the service need not be asked for. */
    OpenTaskFilter filter() {
        return OpenTaskFilter.all().olderThan(olderThan);
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
