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

    /** A bad value ends the start and names the property. */
    @ParameterizedTest
    @CsvSource({
        "concurrency=0, tasktoken.listener.concurrency cannot be used",
        "visibility-timeout=0s, tasktoken.listener.visibility-timeout cannot be used",
        "wait-time=21s, tasktoken.listener.wait-time cannot be used",
        "redelivery-delay=10m, tasktoken.listener.redelivery-delay with tasktoken.listener.max-redelivery-delay cannot",
        "max-redelivery-delay=13h, with tasktoken.listener.max-redelivery-delay cannot be used",
        "shutdown-timeout=-1s, tasktoken.listener.shutdown-timeout cannot be used",
        "heartbeat-interval=1ms, tasktoken.listener.heartbeat-interval cannot be used",
        "'heartbeat-timeout=1s', tasktoken.listener.heartbeat-timeout",
        "interrupt-handler=true, tasktoken.listener.interrupt-handler",
        "max-receives=0, tasktoken.listener.max-receives cannot be used",
        "retry-answer-for=-1s, tasktoken.listener.retry-answer-for cannot be used",
        "duplicate-check=sometimes, tasktoken.listener.duplicate-check",
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
    @CsvSource({
        "NoHandlers, concurrency of the listener listening.NoHandlers.handle cannot be used",
        "Hasty, heartbeatEvery of the listener listening.Hasty.handle cannot be used",
    })
    void namesTheListenerWhoseAnnotationSetsWhatCannotBe(String listener, String problem)
            throws ClassNotFoundException {
        Class<?> type = Class.forName(Listening.class.getName() + "$" + listener);

        Contexts.local()
                .withUserConfiguration(type)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(problem));
    }

    @ParameterizedTest
    @CsvSource({"calls-per-second", "max-concurrent-calls"})
    void checksTheRespondersProperties(String property) {
        Contexts.local()
                .withPropertyValues("tasktoken.responder." + property + "=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("tasktoken.responder." + property + " cannot be used"));
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
