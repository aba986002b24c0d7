package dev.tasktoken.spring;

import static io.awspring.cloud.sqs.annotation.SqsListenerAcknowledgementMode.ALWAYS;
import static io.awspring.cloud.sqs.annotation.SqsListenerAcknowledgementMode.MANUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.spring.Listening.Order;
import dev.tasktoken.testkit.StartedExecution;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration;
import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.config.SqsListenerConfigurer;
import io.awspring.cloud.sqs.listener.interceptor.MessageInterceptor;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationTextPublisher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.support.MessageBuilder;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Methods with {@code @SqsListener}, on ElasticMQ: each test has a queue of its own. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class SqsListenerIT {
    /** A context that was closed may have left a poll that takes the next message until its visibility timeout. */
    private static final Duration SOON = Duration.ofSeconds(90);

    private static LocalSqs local;

    private String queueUrl = "";

    @BeforeAll
    static void start() {
        local = new LocalSqs();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    static class Typed {
        @SqsListener(queueNames = "${queue}", id = "typed")
        Map<String, String> handle(Order order, CallbackTask task, @Header("Sqs_QueueName") String queue) {
            return Map.of("order", order.orderId(), "queue", queue);
        }
    }

    static class Staged {
        @SqsListener("${queue}")
        CompletableFuture<String> handle(Order order, CallbackTask task) {
            return CompletableFuture.completedFuture("staged " + order.orderId());
        }
    }

    static class ByHand {
        @SqsListener(queueNames = "${queue}", acknowledgementMode = MANUAL)
        void handle(CallbackTask task, Order order) {}
    }

    static class Always {
        @SqsListener(queueNames = "${queue}", acknowledgementMode = ALWAYS)
        void handle(Order order, CallbackTask task) {}
    }

    static class Plain {
        private final List<Order> orders = new CopyOnWriteArrayList<>();

        @SqsListener("${queue}")
        void handle(Order order) {
            orders.add(order);
        }
    }

    /** Succeeds when it is called again. */
    static class Second {
        private final AtomicInteger calls = new AtomicInteger();

        @SqsListener(queueNames = "${queue}", messageVisibilitySeconds = "1")
        int handle(Order order, CallbackTask task) {
            if (calls.incrementAndGet() == 1) {
                throw new RedeliveryRequestedException("not now");
            }
            return calls.get();
        }
    }

    static class LongRunning {
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @SqsListener("${queue}")
        String handle(Order order, CallbackTask task) throws InterruptedException {
            started.countDown();
            released.await();
            return "done";
        }
    }

    @Test
    void passesThePayloadTheTaskAndWhatSpringCloudAwsKnows(TestInfo test) {
        with(Typed.class, test).run(context -> {
            assertThat(run().await(SOON).output())
                    .hasValueSatisfying(output ->
                            assertThat(output).contains("\"order\":\"1\"", "\"queue\":\"passesThePayloadTheTask"));
            awaitEmpty();
        });
    }

    @Test
    void answersWithWhatAStageIsCompletedWith(TestInfo test) {
        with(Staged.class, test).run(context -> {
            assertThat(run().await(SOON).output()).hasValue("\"staged 1\"");
            awaitEmpty();
        });
    }

    @Test
    void failsTheTaskOfAPayloadThatDoesNotBindAndAcknowledgesItsMessage(TestInfo test) {
        with(Typed.class, test).run(context -> {
            assertThat(run(Map.of("orderId", "1", "cents", 5, "more", 1))
                            .await(SOON)
                            .error())
                    .hasValue("InvalidPayload");
            awaitEmpty();
        });
    }

    @Test
    void acknowledgesByHandWhereTheContainerDoesNot(TestInfo test) {
        with(ByHand.class, test).run(context -> {
            assertThat(run().await(SOON).output()).hasValue("null");
            awaitEmpty();
        });
    }

    @Test
    void doesNotAcknowledgeWhatIsToBeRedelivered(TestInfo test) {
        with(Second.class, test).run(context -> {
            assertThat(run().await(SOON).output()).hasValue("2");
            awaitEmpty();
        });
    }

    @Test
    void refusesAContainerThatAcknowledgesAlways(TestInfo test) {
        with(Always.class, test)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("Always.handle is acknowledged ALWAYS"));
    }

    @Test
    void leavesOtherListenersAlone(TestInfo test) {
        with(Plain.class, test).run(context -> {
            local.client()
                    .sendMessage(s -> s.queueUrl(queueUrl).messageBody("{\"orderId\":\"1\",\"cents\":5,\"more\":1}"));
            awaitEmpty();

            assertThat(context.getBean(Plain.class).orders).containsExactly(new Order("1", 5));
        });
    }

    @Test
    void keepsTheMessageHiddenWhileAHandlerWorks(TestInfo test) {
        runner(test, QUEUES_TIMEOUT).withBean("listener", LongRunning.class).run(context -> {
            LongRunning listener = context.getBean(LongRunning.class);
            StartedExecution started = run();
            listener.started.await();

            assertThat(local.received(queueUrl, QUEUES_TIMEOUT + 1)).isZero();

            listener.released.countDown();
            assertThat(started.await(SOON).succeeded()).isTrue();
            awaitEmpty();
        });
    }

    @Test
    void releasesTheMessageOfAHandlerThatAStopInterrupts(TestInfo test) {
        with(LongRunning.class, test)
                .withUserConfiguration(ImpatientContainers.class)
                .run(context -> {
                    StartedExecution started = run();
                    context.getBean(LongRunning.class).started.await();

                    context.stop();

                    assertThat(started.isRunning())
                            .as("not failed by the interrupt")
                            .isTrue();
                    assertThat(local.received(queueUrl, 1)).as("at once").isEqualTo(1);
                });
    }

    /** The trap: interceptors are ignored once there is an observation. */
    @Test
    void seesWhatInterceptorsChangeUnderObservation(TestInfo test) {
        List<String> observed = new CopyOnWriteArrayList<>();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new ObservationTextPublisher(observed::add));
        with(Typed.class, test)
                .withPropertyValues("spring.cloud.aws.sqs.observation-enabled=true")
                .withBean(ObservationRegistry.class, () -> observations)
                .withBean(Renaming.class)
                .run(context -> {
                    assertThat(run().await(SOON).output())
                            .hasValueSatisfying(output -> assertThat(output).contains("\"order\":\"renamed\""));
                    awaitEmpty();
                    assertThat(context.getBean(Renaming.class).after.get()).isPositive();
                    assertThat(observed).isNotEmpty();
                });
    }

    /** Changes the body, as one does that decrypts it. */
    static class Renaming implements MessageInterceptor<Object> {
        private final AtomicInteger after = new AtomicInteger();

        @Override
        public Message<Object> intercept(Message<Object> message) {
            return MessageBuilder.createMessage(
                    (Object) message.getPayload().toString().replace("\"orderId\":\"1\"", "\"orderId\":\"renamed\""),
                    message.getHeaders());
        }

        @Override
        public void afterProcessing(Message<Object> message, @Nullable Throwable t) {
            after.incrementAndGet();
        }
    }

    static class ImpatientContainers {
        ImpatientContainers(io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory<Object> containers) {
            containers.configure(options -> options.listenerShutdownTimeout(Duration.ofSeconds(1)));
        }
    }

    @Test
    void takesTheClientsSettingsFromSpringCloudAws(TestInfo test) {
        runner(test).withBean("orders", Polled.class).run(context -> {
            assertThat(context.getBean(SqsClient.class)
                            .serviceClientConfiguration()
                            .endpointOverride())
                    .hasValue(local.endpoint());
            assertThat(run().await(SOON).succeeded()).isTrue();
        });
    }

    static class Polled {
        @TaskTokenListener(queue = "${queue}")
        void handle(Order order) {}
    }

    @Test
    void findsAQueueByItsUrlAndItsArn(TestInfo test) {
        for (String named : List.of("URL", "arn:aws:sqs:us-east-1:000000000000:")) {
            runner(test)
                    .withBean("orders", Polled.class)
                    .withPropertyValues("queue=" + (named.equals("URL") ? queueUrl : named + name(test)))
                    .run(context -> assertThat(run().await(SOON).succeeded()).isTrue());
        }
    }

    /** The trap: an application that starts for ever, or polls a queue for ever that is not there. */
    @Test
    void endsTheStartIfTheQueueIsNotThere(TestInfo test) {
        for (String missing : List.of("missing", local.endpoint() + "/000000000000/missing")) {
            runner(test)
                    .withBean("orders", Polled.class)
                    .withPropertyValues("queue=" + missing)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .hasStackTraceContaining("The queue " + missing + " of Polled.handle cannot be polled"));
        }
    }

    @Test
    void leavesAMethodFactoryOfTheApplicationInPlace(TestInfo test) {
        with(Plain.class, test)
                .withBean(
                        "own",
                        SqsListenerConfigurer.class,
                        () -> registrar -> registrar.setMessageHandlerMethodFactory(new OwnMethods()))
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static final class OwnMethods
            extends org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory {}

    private static final int QUEUES_TIMEOUT = 2;

    private ApplicationContextRunner with(Class<?> listener, TestInfo test) {
        return runner(test).withBean("listener", listener);
    }

    private ApplicationContextRunner runner(TestInfo test) {
        return runner(test, 30);
    }

    private ApplicationContextRunner runner(TestInfo test, int visibility) {
        queueUrl = local.queue(name(test), visibility);
        return Contexts.ours()
                .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
                .withConfiguration(AutoConfigurations.of(
                        CredentialsProviderAutoConfiguration.class,
                        RegionProviderAutoConfiguration.class,
                        AwsAutoConfiguration.class,
                        SqsAutoConfiguration.class))
                .withPropertyValues(
                        "queue=" + name(test),
                        "spring.cloud.aws.region.static=us-east-1",
                        "spring.cloud.aws.credentials.access-key=local",
                        "spring.cloud.aws.credentials.secret-key=local",
                        "spring.cloud.aws.endpoint=" + local.endpoint(),
                        "spring.cloud.aws.sqs.listener.poll-timeout=1s",
                        "tasktoken.listener.wait-time=1s")
                .withBean(
                        "stepFunctions",
                        SfnClient.class,
                        () -> local.stepFunctions().client(),
                        d -> d.setDestroyMethodName(""));
    }

    private static String name(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }

    private StartedExecution run() {
        return run(Map.of("orderId", "1", "cents", 5));
    }

    private StartedExecution run(Map<String, Object> input) {
        return local.stepFunctions().run(Machine.definition(queueUrl, input), input);
    }

    private void awaitEmpty() {
        while (local.size(queueUrl) > 0) {
            Thread.onSpinWait();
        }
    }
}
