package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.sqs.SqsWorkerStatus;
import dev.tasktoken.testkit.StartedExecution;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.DefaultLifecycleProcessor;

@Timeout(90)
class ListenerLifecycleTest {
    private static final Map<String, Object> ORDER = Map.of("orderId", "1", "cents", 5);

    /** Notes when its context starts and stops it. */
    private record Noted(String name, int phase, List<String> notes) implements SmartLifecycle {
        @Override
        public int getPhase() {
            return phase;
        }

        @Override
        public void start() {
            notes.add("start " + name);
        }

        @Override
        public void stop() {
            notes.add("stop " + name);
        }

        @Override
        public boolean isRunning() {
            return notes.contains("start " + name);
        }
    }

    /** What a handler needs, and must not lose while it runs. */
    private static final class Database implements DisposableBean {
        private final List<String> notes;

        Database(List<String> notes) {
            this.notes = notes;
        }

        @Override
        public void destroy() {
            notes.add("database closed");
        }
    }

    /** Works longer than Spring waits for its phase. */
    static final class Slow {
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch closing;
        private final List<String> notes;

        Slow(Database database, CountDownLatch closing) {
            this.closing = closing;
            this.notes = database.notes;
        }

        @TaskTokenListener(queue = "orders")
        void handle(Listening.Order order) throws InterruptedException {
            started.countDown();
            closing.await();
            notes.add("handler ended");
        }
    }

    /** Is stopped after the phase of the listeners was given up, and lets their handler go on only then. */
    private record Releases(CountDownLatch closing) implements SmartLifecycle {
        @Override
        public int getPhase() {
            return 0;
        }

        @Override
        public void start() {}

        @Override
        public void stop() {
            closing.countDown();
        }

        @Override
        public boolean isRunning() {
            return true;
        }
    }

    @Test
    void startsAfterAllOthersAndStopsBeforeThem() {
        List<String> notes = new CopyOnWriteArrayList<>();
        held().withBean(Noted.class, () -> new Noted("web server", SmartLifecycle.DEFAULT_PHASE - 1024, notes))
                .run(context -> {
                    TaskTokenListeners listeners = context.getBean(TaskTokenListeners.class);
                    assertThat(listeners.getPhase()).isEqualTo(Integer.MAX_VALUE);
                    assertThat(listeners.isRunning()).isTrue();
                    assertThat(notes).containsExactly("start web server");

                    context.stop();

                    assertThat(listeners.isRunning()).isFalse();
                    assertThat(notes).containsExactly("start web server", "stop web server");
                });
    }

    @Test
    void finishesAHandlerInProgressBeforeTheContextIsClosed() {
        held().run(context -> {
            Listening.Held held = context.getBean(Listening.Held.class);
            StartedExecution started = Machine.start(context, "orders", ORDER);
            held.started.await();
            Thread closing = new Thread(context::stop, "closing");
            closing.start();
            awaitState(context.getBean(TaskTokenListeners.class), SqsWorkerStatus.State.STOPPING);
            held.released.countDown();
            closing.join();

            assertThat(started.await().succeeded()).isTrue();
        });
    }

    /** The trap: Spring gives up waiting for its phase, and destroys what the handlers in progress still need. */
    @Test
    void keepsWhatAHandlerNeedsUntilItHasEndedHoweverShortThePhaseIs() {
        List<String> notes = new CopyOnWriteArrayList<>();
        CountDownLatch closing = new CountDownLatch(1);
        Contexts.local()
                .withBean(Database.class, () -> new Database(notes))
                .withBean(CountDownLatch.class, () -> closing)
                .withBean(Slow.class)
                .withBean("lifecycleProcessor", DefaultLifecycleProcessor.class, () -> {
                    DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
                    processor.setTimeoutPerShutdownPhase(1);
                    return processor;
                })
                .withBean("releases", Releases.class, () -> new Releases(closing))
                .run(context -> {
                    assertThat(Machine.start(context, "orders", ORDER).isRunning())
                            .isTrue();
                    context.getBean(Slow.class).started.await();
                });

        assertThat(notes).containsExactly("handler ended", "database closed");
    }

    /** Does not stop before the workers receive nothing more, as containers of Spring Cloud AWS may take 20 seconds. */
    private record Blocking(ObjectProvider<TaskTokenListeners> listeners) implements SmartLifecycle {
        @Override
        public void start() {}

        @Override
        public void stop() {
            while (listeners.getObject().statuses().values().stream()
                    .anyMatch(status -> status.state() == SqsWorkerStatus.State.RUNNING)) {
                Thread.onSpinWait();
            }
        }

        @Override
        public boolean isRunning() {
            return true;
        }
    }

    @Test
    void doesNotWaitForBeansOfItsPhaseThatStopSlowly() {
        held().withBean("aBlocking", Blocking.class)
                .withBean("zBlocking", Blocking.class)
                .run(context -> assertThat(
                                context.getBean(TaskTokenListeners.class).isRunning())
                        .isTrue());
    }

    /** Spring pauses the contexts of test classes that are not run, and starts them again. */
    @Test
    void pollsAgainInAContextThatIsStartedAgain() {
        Contexts.local().withUserConfiguration(Listening.PayloadAndTask.class).run(context -> {
            context.stop();
            context.start();

            assertThat(Machine.run(context, "orders", ORDER).succeeded()).isTrue();
        });
    }

    @Test
    void doesNotPollBeforeItIsToldTo() {
        held().withPropertyValues("tasktoken.listener.auto-startup=false").run(context -> {
            TaskTokenListeners listeners = context.getBean(TaskTokenListeners.class);
            assertThat(listeners.isRunning()).isFalse();
            assertThat(listeners.statuses()).isEmpty();

            listeners.start();

            assertThat(listeners.statuses().get("held.handle"))
                    .extracting(SqsWorkerStatus::state)
                    .isEqualTo(SqsWorkerStatus.State.RUNNING);
        });
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void runsHandlersOnVirtualThreadsIfTheApplicationDoes() {
        held().withPropertyValues("spring.threads.virtual.enabled=true").run(context -> {
            context.getBean(Listening.Held.class).released.countDown();

            assertThat(Machine.run(context, "orders", ORDER).output())
                    .hasValueSatisfying(thread -> assertThat(thread).contains("VirtualThread"));
        });
    }

    @Test
    void runsHandlersOnThreadsOfThePlatformOtherwise() {
        held().run(context -> {
            context.getBean(Listening.Held.class).released.countDown();

            assertThat(Machine.run(context, "orders", ORDER).output())
                    .hasValueSatisfying(thread -> assertThat(thread).contains("tasktoken-worker-orders"));
        });
    }

    private static ApplicationContextRunner held() {
        return Contexts.local().withBean("held", Listening.Held.class);
    }

    private static void awaitState(TaskTokenListeners listeners, SqsWorkerStatus.State state) {
        while (listeners.statuses().values().stream().noneMatch(status -> status.state() == state)) {
            Thread.onSpinWait();
        }
    }
}
