package dev.tasktoken.micrometer;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTaskScan;
import dev.tasktoken.history.OpenTasks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows in a {@link MeterRegistry} how many tasks of a state machine wait for their token, and how old the oldest is.
 *
 * <table>
 *   <caption>The meters</caption>
 *   <tr><th>name</th><th>type</th><th>tags</th><th>meaning</th></tr>
 *   <tr><td>{@code tasktoken.open}</td><td>gauge</td><td>{@code state.machine}, {@code state}</td>
 *     <td>open tasks at the last refresh</td></tr>
 *   <tr><td>{@code tasktoken.open.oldest}</td><td>gauge, seconds</td><td>{@code state.machine}, {@code state}</td>
 *     <td>age of the oldest of them at the last refresh</td></tr>
 *   <tr><td>{@code tasktoken.open.calls}</td><td>counter</td><td>{@code state.machine}</td>
 *     <td>calls of Step Functions that refreshes made</td></tr>
 *   <tr><td>{@code tasktoken.open.refreshed}</td><td>counter</td><td>{@code state.machine}, {@code outcome}</td>
 *     <td>refreshes by outcome: {@code completed} or {@code failed}</td></tr>
 * </table>
 *
 * <p>A state without open tasks has no gauges. There are at most two gauges for each state that waits. No tag holds a
 * token or an execution.
 *
 * <p>Call {@link #refresh()} on a schedule of yours, for instance every ten minutes. It reads the history of each
 * running execution, at most as fast as {@link OpenTasks} permits: with its default of 10 calls a second, 10,000
 * running executions take about 17 minutes. Set an alarm on {@code tasktoken.open.refreshed}, too, because gauges of a
 * refresh that fails keep their values.
 *
 * <p>Thread-safe. The caller closes the registry and the client.
 *
 * <pre>{@code
 * OpenTaskMeters meters = OpenTaskMeters.of(registry, OpenTasks.of(sfn), stateMachineArn);
 * scheduler.scheduleWithFixedDelay(meters::refresh, 0, 10, TimeUnit.MINUTES);
 * }</pre>
 */
public final class OpenTaskMeters {
    private static final Logger LOG = LoggerFactory.getLogger(OpenTaskMeters.class);

    /** An ARN's part with the state machine's name; a version or an alias follows it. */
    private static final int NAME = 6;

    private final OpenTasks openTasks;
    private final String stateMachineArn;
    private final InstantSource clock;
    private final MultiGauge open;
    private final MultiGauge oldest;
    private final Counter calls;
    private final Counter completed;
    private final Counter failed;

    /** The open tasks of one state. */
    private record Waiting(int tasks, Instant oldest) {
        static Waiting of(OpenTask task) {
            return new Waiting(1, task.scheduledAt());
        }

        Waiting and(Waiting other) {
            return new Waiting(tasks + other.tasks, oldest.isBefore(other.oldest) ? oldest : other.oldest);
        }
    }

    OpenTaskMeters(MeterRegistry registry, OpenTasks openTasks, String stateMachineArn, InstantSource clock) {
        this.openTasks = openTasks;
        this.stateMachineArn = stateMachineArn;
        this.clock = clock;
        Tags tags = Tags.of("state.machine", name(stateMachineArn));
        open = MultiGauge.builder("tasktoken.open")
                .description("Tasks that waited for their token at the last refresh")
                .tags(tags)
                .register(registry);
        oldest = MultiGauge.builder("tasktoken.open.oldest")
                .description("How long the oldest of them had waited")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
        calls = Counter.builder("tasktoken.open.calls")
                .description("Calls of Step Functions to find open tasks")
                .tags(tags)
                .register(registry);
        completed = refreshed(registry, tags, "completed");
        failed = refreshed(registry, tags, "failed");
    }

    private static Counter refreshed(MeterRegistry registry, Tags tags, String outcome) {
        return Counter.builder("tasktoken.open.refreshed")
                .description("Refreshes of the open tasks")
                .tags(tags.and("outcome", outcome))
                .register(registry);
    }

    private static String name(String stateMachineArn) {
        String[] parts = stateMachineArn.split(":", -1);
        if (parts.length <= NAME) {
            throw new IllegalArgumentException("Not the ARN of a state machine: " + stateMachineArn);
        }
        return parts[NAME];
    }

    /**
     * Returns the meters of a state machine. They have no open tasks before the first {@link #refresh()}.
     *
     * @param registry receives the meters; the caller closes it
     * @param openTasks finds the tasks, so many calls a second
     * @param stateMachineArn the ARN of a state machine, a version or an alias
     * @return the meters, to be refreshed
     * @throws IllegalArgumentException if it is no ARN of a state machine
     */
    public static OpenTaskMeters of(MeterRegistry registry, OpenTasks openTasks, String stateMachineArn) {
        return new OpenTaskMeters(
                Objects.requireNonNull(registry, "registry"),
                Objects.requireNonNull(openTasks, "openTasks"),
                Objects.requireNonNull(stateMachineArn, "stateMachineArn"),
                InstantSource.system());
    }

    /**
     * Searches the running executions and sets the gauges. Blocks until it has, or waits for a refresh in progress
     * first.
     *
     * <p>If Step Functions refuses or cannot be reached, the gauges stay as they are, the failure is counted and
     * logged, and nothing is thrown, because an exception would end the schedule of a {@code ScheduledExecutorService}.
     */
    public synchronized void refresh() {
        OpenTaskScan scan = openTasks.of(stateMachineArn);
        try (Stream<OpenTask> tasks = scan.stream()) {
            Map<String, Waiting> byState = new TreeMap<>();
            tasks.forEach(task -> byState.merge(task.state(), Waiting.of(task), Waiting::and));
            show(byState);
            completed.increment();
        } catch (TaskTokenException e) {
            LOG.warn("The open tasks of {} could not be counted: {}", stateMachineArn, e.getMessage());
            failed.increment();
        } finally {
            calls.increment((double) scan.progress().calls());
        }
    }

    private void show(Map<String, Waiting> byState) {
        Instant now = clock.instant();
        open.register(rows(byState, Waiting::tasks), true);
        oldest.register(
                rows(byState, waiting -> Duration.between(waiting.oldest(), now).toMillis() / 1000.0), true);
    }

    private static List<MultiGauge.Row<?>> rows(Map<String, Waiting> byState, Function<Waiting, Number> value) {
        return byState.entrySet().stream()
                .<MultiGauge.Row<?>>map(
                        state -> MultiGauge.Row.of(Tags.of("state", state.getKey()), value.apply(state.getValue())))
                .toList();
    }
}
