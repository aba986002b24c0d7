package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.processor.CallbackEvent;
import dev.tasktoken.processor.CallbackListener;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the properties below {@code tasktoken.listener}, the beans and the annotation change. */
@Timeout(90)
class ListenerSettingsTest {
    private static final Map<String, Object> ORDER = Map.of("orderId", "1", "cents", 5);

    /** Never succeeds. */
    static class Redelivering {
        @TaskTokenListener(queue = "orders")
        void handle(Listening.Order order) {
            throw new RedeliveryRequestedException("not now");
        }
    }

    @Test
    void failsTheTaskAfterSoManyReceives() {
        Contexts.local()
                .withBean(Redelivering.class)
                .withPropertyValues("tasktoken.listener.max-receives=2")
                .run(context -> assertThat(Machine.run(context, "orders", ORDER).error())
                        .hasValue("TooManyReceives"));
    }

    @Test
    void sendsHeartbeatsAsTheAnnotationSays() {
        heldUntilHeartbeat(Contexts.local());
    }

    @Test
    void callsCustomizersAndListenersOfTheApplication() {
        List<String> called = new CopyOnWriteArrayList<>();
        Contexts.local()
                .withUserConfiguration(Listening.PayloadAndTask.class)
                .withBean(CallbackProcessorCustomizer.class, () -> (id, builder) -> called.add("processor of " + id))
                .withBean(SqsWorkerCustomizer.class, () -> (id, builder) -> called.add("worker of " + id))
                .withBean(CallbackListener.class, () -> new CallbackListener() {
                    @Override
                    public void received(CallbackEvent event) {
                        called.add("received");
                    }
                })
                .run(context -> {
                    assertThat(Machine.run(context, "orders", ORDER).succeeded())
                            .isTrue();
                    assertThat(called)
                            .containsExactly(
                                    "processor of listening.PayloadAndTask.handle",
                                    "worker of listening.PayloadAndTask.handle",
                                    "received");
                });
    }

    /** A bad value ends the start and names the setting. */
    @ParameterizedTest
    @CsvSource({
        "concurrency=0, concurrency",
        "visibility-timeout=0s, visibility timeout",
        "wait-time=21s, waitTime",
        "redelivery-delay=10m, the first delay",
        "max-redelivery-delay=13h, the longest delay",
        "shutdown-timeout=-1s, shutdownTimeout",
        "heartbeat-interval=1ms, interval",
        "heartbeat-timeout=1s, heartbeatTimeout",
        "interrupt-handler=true, interruptHandler",
        "max-receives=0, maxReceives",
        "retry-answer-for=-1s, retryAnswerFor",
        "duplicate-check=sometimes, duplicate-check",
    })
    void checksEveryProperty(String property, String named) {
        Contexts.local()
                .withUserConfiguration(Listening.PayloadAndTask.class)
                .withPropertyValues("tasktoken.listener." + property)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(named));
    }

    @Test
    void refusesADuplicateCheckThatIsRequiredAndNeverMade() {
        Contexts.local()
                .withUserConfiguration(Listening.PayloadAndTask.class)
                .withPropertyValues(
                        "tasktoken.listener.duplicate-check=never", "tasktoken.listener.require-duplicate-check=true")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("requireDuplicateCheck"));
    }

    @ParameterizedTest
    @CsvSource({
        "TwoPayloads, has 2 parameters beside CallbackTask",
        "Blank, has a blank queue",
        "NoNumber, has a concurrency that is no number: many",
        "NoDuration, has a heartbeatEvery that is no duration such as 20s: often",
    })
    void refusesAListenerThatCannotBeUsed(String listener, String problem) throws ClassNotFoundException {
        Class<?> type = Class.forName(Listening.class.getName() + "$" + listener);

        Contexts.local()
                .withUserConfiguration(type)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidListenerException.class)
                        .hasMessageContaining("The listener " + listener + ".handle " + problem));
    }

    @ParameterizedTest
    @CsvSource({"SameQueue, polls the queue of PayloadAndTask.handle", "SameId, has the id of another one"})
    void refusesTwoListenersWithOneQueueOrId(String other, String problem) throws ClassNotFoundException {
        Class<?> type = Class.forName(Listening.class.getName() + "$" + other);

        Contexts.local()
                .withBean("payloadAndTask", Listening.PayloadAndTask.class)
                .withUserConfiguration(type)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(problem));
    }

    @Test
    void needsNoSpringCloudAws() {
        Contexts.local()
                .withClassLoader(new FilteredClassLoader("io.awspring", "org.springframework.messaging"))
                .withUserConfiguration(Listening.PayloadAndTask.class)
                .run(context -> assertThat(Machine.run(context, "orders", ORDER).succeeded())
                        .isTrue());
    }

    private static void heldUntilHeartbeat(ApplicationContextRunner runner) {
        runner.withBean("held", Listening.Held.class).run(context -> {
            StartedExecution started = Machine.start(context, "orders", ORDER);
            String token = started.awaitOpenTask();
            LocalStepFunctions stepFunctions = context.getBean(LocalStepFunctions.class);
            while (stepFunctions.task(token).heartbeats() < 2) {
                Thread.onSpinWait();
            }
            context.getBean(Listening.Held.class).released.countDown();

            assertThat(started.await().succeeded()).isTrue();
        });
    }
}
