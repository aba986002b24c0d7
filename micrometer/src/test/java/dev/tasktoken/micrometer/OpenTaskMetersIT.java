package dev.tasktoken.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.history.OpenTasks;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sfn.SfnClient;

@Timeout(60)
class OpenTaskMetersIT {
    private static final String DEFINITION = """
            {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "Charge", "States": {"Charge": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "Parameters": {"FunctionName": "work", "Payload": {"taskToken.$": "$$.Task.Token"}}, "End": true}}},
              {"StartAt": "Pack", "States": {"Pack": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "Parameters": {"FunctionName": "work", "Payload": {"taskToken.$": "$$.Task.Token"}}, "End": true}}}]}}}""";

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final SfnClient sfn = stepFunctions.client();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final String machine;

    OpenTaskMetersIT() {
        stepFunctions.functions().register("work", payload -> "null");
        machine = sfn.createStateMachine(m -> m.name("orders")
                        .roleArn("arn:aws:iam::123456789012:role/r")
                        .definition(DEFINITION))
                .stateMachineArn();
    }

    @AfterEach
    void close() {
        stepFunctions.close();
    }

    @Test
    void showsHowManyTasksAreOpenInEachState() {
        start();
        start();
        OpenTaskMeters meters = meters(InstantSource.system());

        meters.refresh();

        assertThat(gauges())
                .containsExactlyInAnyOrder(
                        "tasktoken.open {state.machine=orders, state=Charge} 2",
                        "tasktoken.open {state.machine=orders, state=Pack} 2");
        assertThat(count("tasktoken.open.refreshed", "completed")).isEqualTo(1);
        assertThat(registry.get("tasktoken.open.calls").counter().count()).isBetween(3.0, 10.0);
    }

    @Test
    void showsTheAgeOfTheOldest() {
        start();
        start();
        Instant started = sfn.listExecutions(l -> l.stateMachineArn(machine)).executions().stream()
                .map(execution -> execution.startDate())
                .min(Instant::compareTo)
                .orElseThrow();

        meters(() -> started.plusSeconds(3600)).refresh();

        assertThat(registry.get("tasktoken.open.oldest")
                        .tag("state", "Pack")
                        .gauge()
                        .value())
                .isBetween(3590.0, 3600.0);
    }

    @Test
    void forgetsStatesThatHaveNoOpenTaskAnyMore() {
        StartedExecution execution = start();
        OpenTaskMeters meters = meters(InstantSource.system());
        meters.refresh();
        assertThat(gauges()).hasSize(2);

        sfn.stopExecution(s -> s.executionArn(execution.arn()));
        meters.refresh();

        assertThat(gauges()).isEmpty();
        assertThat(registry.find("tasktoken.open.oldest").gauges()).isEmpty();
    }

    @Test
    void keepsItsValuesAndCountsAFailureWhenItMayNotRead() {
        start();
        OpenTaskMeters meters = meters(InstantSource.system());
        meters.refresh();

        stepFunctions.faults().inject(Fault.accessDenied().operations("ListExecutions"));
        meters.refresh();

        assertThat(gauges()).hasSize(2);
        assertThat(count("tasktoken.open.refreshed", "completed")).isEqualTo(1);
        assertThat(count("tasktoken.open.refreshed", "failed")).isEqualTo(1);
    }

    @Test
    void tellsStateMachinesApartByName() {
        start();
        OpenTaskMeters other = OpenTaskMeters.of(registry, OpenTasks.of(sfn), another());

        meters(InstantSource.system()).refresh();
        other.refresh();

        assertThat(gauges()).hasSize(2).allMatch(gauge -> gauge.contains("state.machine=orders"));
        assertThat(registry.find("tasktoken.open.refreshed")
                        .tag("outcome", "completed")
                        .counters())
                .hasSize(2)
                .allMatch(counter -> counter.count() == 1);
    }

    @Test
    void refusesWhatIsNoArn() {
        assertThatThrownBy(() -> OpenTaskMeters.of(registry, OpenTasks.of(sfn), "orders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not the ARN of a state machine: orders");
    }

    @Test
    void isRefreshedOnASchedule() throws InterruptedException {
        start();
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

        schedule(registry, sfn, machine, scheduler);

        while (count("tasktoken.open.refreshed", "completed") == 0) {
            Thread.onSpinWait();
        }
        scheduler.shutdownNow();
        assertThat(scheduler.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(gauges()).hasSize(2);
    }

    /** As docs/observability.md says. */
    @SuppressWarnings("FutureReturnValueIgnored") // the schedule ends with the scheduler
    private static void schedule(
            SimpleMeterRegistry registry, SfnClient sfn, String stateMachineArn, ScheduledExecutorService scheduler) {
        OpenTaskMeters meters = OpenTaskMeters.of(registry, OpenTasks.of(sfn), stateMachineArn);
        scheduler.scheduleWithFixedDelay(meters::refresh, 0, 10, TimeUnit.MINUTES);
    }

    private StartedExecution start() {
        StartedExecution execution = stepFunctions.startExecution(machine, "{}");
        execution.awaitOpenTask();
        execution.awaitOpenTask();
        return execution;
    }

    private String another() {
        return stepFunctions.createStateMachine(DEFINITION);
    }

    private OpenTaskMeters meters(InstantSource clock) {
        OpenTasks openTasks = OpenTasks.builder(sfn).callsPerSecond(1000).build();
        return new OpenTaskMeters(registry, openTasks, machine, clock);
    }

    private double count(String name, String outcome) {
        return registry.get(name).tag("outcome", outcome).counter().count();
    }

    private List<String> gauges() {
        return registry.find("tasktoken.open").gauges().stream()
                .map(OpenTaskMetersIT::text)
                .toList();
    }

    private static String text(Gauge gauge) {
        Meter.Id id = gauge.getId();
        return "%s {%s} %.0f"
                .formatted(
                        id.getName(),
                        String.join(
                                ", ",
                                id.getTags().stream()
                                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                                        .sorted()
                                        .toList()),
                        gauge.value());
    }
}
