package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.LocalExecution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ListenerMethodsTest {
    private static final Map<String, Object> ORDER = Map.of("orderId", "1", "cents", 5);

    @Test
    void passesThePayloadAndTheTask() {
        with(Listening.PayloadAndTask.class)
                .run(context -> assertThat(Machine.run(context, "orders", ORDER).output())
                        .hasValueSatisfying(output ->
                                assertThat(output).contains("\"order\":\"1\"").containsPattern("[0-9a-f]{64}")));
    }

    @Test
    void bindsAGenericPayloadBehindTheTask() {
        with(Listening.TaskAndGenericPayload.class)
                .run(context -> assertThat(
                                Machine.run(context, "orders", Map.of("a", List.of(ORDER), "b", List.of(ORDER, ORDER)))
                                        .output())
                        .hasValue("3"));
    }

    @Test
    void bindsTheTypeThatASubclassChooses() {
        with(Listening.OfOrders.class)
                .run(context -> assertThat(Machine.run(context, "orders", ORDER).output())
                        .hasValue("{\"orderId\":\"1\",\"cents\":5}"));
    }

    @Test
    void needsNoPayload() {
        with(Listening.TaskAlone.class)
                .run(context -> assertThat(Machine.run(context, "orders", ORDER).output())
                        .hasValue("\"done\""));
    }

    @Test
    void returnsNullWhereAMethodReturnsNothingAndTakesPlaceholders() {
        with(Listening.NothingReturned.class)
                .withPropertyValues("orders.queue=by-property", "orders.concurrency=3")
                .run(context -> {
                    assertThat(context.getBean(TaskTokenListeners.class).statuses())
                            .containsOnlyKeys("by-property");
                    assertThat(Machine.run(context, "by-property", ORDER).output())
                            .hasValue("null");
                });
    }

    @ParameterizedTest
    @CsvSource({"0, NothingToPay", "1, java.io.IOException"})
    void failsTheTaskWithWhatTheMethodItselfThrows(int cents, String error) {
        with(Listening.Refusing.class).run(context -> {
            LocalExecution ended = Machine.run(context, "orders", Map.of("orderId", "1", "cents", cents));

            assertThat(ended.error()).hasValue(error);
        });
    }

    @Test
    void failsTheTaskOfAPayloadThatDoesNotBind() {
        with(Listening.PayloadAndTask.class)
                .run(context -> assertThat(
                                Machine.run(context, "orders", Map.of("orderId", "1", "cents", 5, "more", true))
                                        .error())
                        .hasValue("InvalidPayload"));
    }

    /** A transaction, for instance: what is called is the proxy. */
    @Test
    void callsAMethodThroughItsProxy() {
        ProxyFactory proxies = new ProxyFactory(new Listening.Refusing());
        proxies.setProxyTargetClass(true);
        proxies.addAdvice((org.aopalliance.intercept.MethodInterceptor) call -> "advised");

        Contexts.local()
                .withBean(Listening.Refusing.class, () -> (Listening.Refusing) proxies.getProxy())
                .run(context -> assertThat(Machine.run(context, "orders", ORDER).output())
                        .hasValue("\"advised\""));
    }

    @Test
    void listensInALazyApplication() {
        with(Listening.PayloadAndTask.class)
                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                        new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(
                                context.getBean(TaskTokenListeners.class).statuses())
                        .hasSize(1));
    }

    @Test
    void listensWithALazyBeanThatNobodyAsksFor() {
        with(Listening.Unasked.class)
                .run(context -> assertThat(Machine.run(context, "orders", ORDER).output())
                        .hasValue("\"done\""));
    }

    /** As with a scope of the application's own: each message has an instance, and none is kept. */
    @Test
    void callsTheProxyOfAPrototypeAndKeepsNoInstance() {
        with(Listening.EachMessage.class).run(context -> {
            String first = Machine.run(context, "orders", ORDER).output().orElseThrow();
            String second = Machine.run(context, "orders", ORDER).output().orElseThrow();

            assertThat(second).isNotEqualTo(first);
            assertThat(context.getBean(ListenerMethods.class).all()).hasSize(1);
        });
    }

    @Test
    void refusesAPrototypeThatNothingWouldCall() {
        with(Listening.OneOfMany.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidListenerException.class)
                        .hasMessageContaining("OneOfMany.handle is in the bean")
                        .hasMessageContaining("make it a singleton"));
    }

    private static ApplicationContextRunner with(Class<?> listener) {
        return Contexts.local().withUserConfiguration(listener);
    }
}
