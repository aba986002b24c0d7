package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskToken;
import dev.tasktoken.processor.CallbackEvent;
import dev.tasktoken.processor.CallbackListener;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsWorkerStatus;
import dev.tasktoken.sqs.SqsWorkerStatus.Receiving;
import dev.tasktoken.sqs.SqsWorkerStatus.Settled;
import dev.tasktoken.sqs.SqsWorkerStatus.State;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.model.SfnException;

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
    void namesThePermissionThatAnswersNeedUntilOneIsTaken() {
        RefusedAnswers refused = new RefusedAnswers();
        CallbackListener listener = refused.of("orders");
        ListenersHealth indicator = new ListenersHealth(Map::of, refused::permissions);
        CallbackEvent event = new CallbackEvent("message-1", OptionalInt.of(1), "");

        listener.settled(event, new Settlement.Redeliver(denied()), Duration.ZERO);
        Health denied = indicator.health();
        listener.settled(event, new Settlement.Redeliver(new IllegalStateException("another")), Duration.ZERO);
        Health still = indicator.health();
        listener.settled(event, new Settlement.Succeeded(AnswerOutcome.ACCEPTED), Duration.ZERO);

        assertThat(denied.getStatus()).isEqualTo(Status.DOWN);
        assertThat(denied.getDetails()).containsEntry("orders", Map.of("missingPermission", "states:SendTaskSuccess"));
        assertThat(still).isEqualTo(denied);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
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

    /** What a responder throws whose role lacks the permission. */
    private static AnswerNotPermittedException denied() {
        RecordingResponder stepFunctions = RecordingResponder.create();
        stepFunctions.refuseNext(SfnException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .build())
                .build());
        return catchThrowableOfType(
                AnswerNotPermittedException.class,
                () -> stepFunctions.responder().succeed(TaskToken.of(TestTokens.numbered(1)), "done"));
    }

    private static Health health(Map<String, SqsWorkerStatus> statuses) {
        return new ListenersHealth(() -> statuses, Map::of).health();
    }

    private static SqsWorkerStatus status(Receiving receiving) {
        return new SqsWorkerStatus(State.RUNNING, 1, 9, new Settled(1, 2, 3, 4), 0, 9, 2, receiving);
    }
}
