package dev.tasktoken.examples.opentasks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTaskFilter;
import dev.tasktoken.history.OpenTaskScan;
import dev.tasktoken.history.OpenTasks;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Reports the tasks of a state machine that wait for their token for longer than a limit: a log line for each, and how
 * many there are as a metric, for an alarm. Let a schedule invoke it. It ignores its payload and returns how many tasks
 * it found.
 *
 * <p>Lambda calls the constructor without arguments, once per instance. The state machine is {@code STATE_MACHINE_ARN}
 * then, and the limit {@code OLDER_THAN_MINUTES}. The function needs {@code states:ListExecutions} and
 * {@code states:GetExecutionHistory}, and {@code states:DescribeStateMachineForExecution} to read less of long
 * histories.
 */
public final class OpenTasksHandler implements RequestHandler<Object, Integer> {
    private final OpenTasks openTasks;
    private final String stateMachineArn;
    private final Duration limit;
    private final PrintStream log;

    public OpenTasksHandler() {
        this(
                SfnClient.create(),
                variable("STATE_MACHINE_ARN"),
                Duration.ofMinutes(Long.parseLong(variable("OLDER_THAN_MINUTES"))),
                System.out);
    }

    public OpenTasksHandler(SfnClient sfn, String stateMachineArn, Duration limit, PrintStream log) {
        this.openTasks = OpenTasks.of(sfn);
        this.stateMachineArn = stateMachineArn;
        this.limit = limit;
        this.log = log;
    }

    @Override
    public Integer handleRequest(@Nullable Object schedule, Context context) {
        OpenTaskScan scan = openTasks.of(stateMachineArn, OpenTaskFilter.all().olderThan(limit));
        try (Stream<OpenTask> tasks = scan.stream()) {
            tasks.forEach(this::report);
        }
        int found = Math.toIntExact(scan.progress().tasksFound());
        log.println(metric(found));
        log.println(scan.progress());
        return found;
    }

    /**
     * In CloudWatch's embedded metric format: a line of the log that becomes a metric, without a call or a permission.
     */
    private String metric(int found) {
        return """
                {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"tasktoken",\
                "Dimensions":[["StateMachine"]],"Metrics":[{"Name":"OpenTasks","Unit":"Count"}]}]},\
                "StateMachine":"%s","OpenTasks":%d}""".formatted(
                Instant.now().toEpochMilli(), stateMachineArn.substring(stateMachineArn.lastIndexOf(':') + 1), found);
    }

    private void report(OpenTask task) {
        log.println(task + " waits since " + task.scheduledAt());
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("The environment variable " + name + " is not set");
        }
        return value;
    }
}
