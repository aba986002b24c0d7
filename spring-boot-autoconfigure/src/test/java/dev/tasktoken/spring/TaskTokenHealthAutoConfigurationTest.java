package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.sqs.SqsWorkerStatus;
import dev.tasktoken.sqs.SqsWorkerStatus.Receiving;
import dev.tasktoken.sqs.SqsWorkerStatus.Settled;
import dev.tasktoken.sqs.SqsWorkerStatus.State;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;

class TaskTokenHealthAutoConfigurationTest {
    @Test
    void isUpWhileEveryWorkerReceivesAndOutOfServiceAfterTheStop() {
        Contexts.local().withBean("listener", Listening.PayloadAndTask.class).run(context -> {
            ListenersHealth indicator = context.getBean(ListenersHealth.class);
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
            assertThat(indicator.health().getDetails()).containsOnlyKeys("listener.handle");

            context.stop();

            assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void isUpWithoutListeners() {
        assertThat(health(Map.of()).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isDownWhileTheQueueOfOneWorkerCannotBeRead() {
        Instant lastPoll = Instant.parse("2026-01-02T03:04:05Z");
        Health health = health(Map.of(
                "works", status(new Receiving(Optional.of(lastPoll), 0, Optional.empty())),
                "fails", status(new Receiving(Optional.empty(), 3, Optional.of("SqsException AccessDenied 403")))));

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("works"))
                .hasToString(
                        "{state=RUNNING, inFlight=1, failedPolls=0, virtualMachineErrors=2, lastPoll=2026-01-02T03:04:05Z}");
        assertThat(health.getDetails().get("fails"))
                .hasToString("{state=RUNNING, inFlight=1, failedPolls=3, virtualMachineErrors=2,"
                        + " lastFailure=SqsException AccessDenied 403}");
    }

    @Test
    void canBeTurnedOff() {
        Contexts.local()
                .withPropertyValues("management.health.tasktoken.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("tasktokenHealthIndicator"));
    }

    @Test
    void backsOffFromTheApplicationsIndicator() {
        Contexts.local()
                .withBean(
                        "tasktokenHealthIndicator",
                        HealthIndicator.class,
                        () -> () -> Health.up().build())
                .run(context -> assertThat(context).hasSingleBean(HealthIndicator.class));
    }

    @Test
    void needsNoHealthOnTheClassPath() {
        Contexts.local()
                .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("tasktokenHealthIndicator"));
    }

    private static Health health(Map<String, SqsWorkerStatus> statuses) {
        return new ListenersHealth(() -> statuses).health();
    }

    private static SqsWorkerStatus status(Receiving receiving) {
        return new SqsWorkerStatus(State.RUNNING, 1, 9, new Settled(1, 2, 3, 4), 0, 9, 2, receiving);
    }
}
