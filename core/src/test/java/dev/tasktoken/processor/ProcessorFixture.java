package dev.tasktoken.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.FakeSfn;
import dev.tasktoken.Responders;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.ManualTimer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A processor on a service with set replies, and on a clock that stands still. */
public abstract class ProcessorFixture {
    public static final TaskToken TOKEN = Tokens.token(1);

    public record Order(int order) {}

    public final FakeSfn sfn = new FakeSfn();
    public final TokenResponder responder = Responders.impatient(sfn).build();
    public final AtomicInteger works = new AtomicInteger();
    public final ManualTimer timer = new ManualTimer();
    public Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public CallbackProcessor<Order> processor(TaskHandler<Order> handler) {
        return processor(handler, builder -> builder);
    }

    public CallbackProcessor<Order> processor(
            TaskHandler<Order> handler, UnaryOperator<CallbackProcessor.Builder<Order>> more) {
        InstantSource clock = () -> now;
        CallbackProcessor.Builder<Order> builder = CallbackProcessor.builder(responder, Order.class)
                .clock(clock, wait -> {
                    now = now.plus(wait);
                    timer.advance(wait);
                })
                .scheduler(timer, Runnable::run, Responders.heartbeats(timer, Runnable::run))
                .handler((order, task) -> {
                    works.incrementAndGet();
                    return handler.handle(order, task);
                });
        return more.apply(builder).build();
    }

    public static Delivery received(int times) {
        return delivery("{\"order\":7,\"taskToken\":\"" + TOKEN.value() + "\"}", times);
    }

    public static Delivery delivery(String body, int times) {
        return Delivery.builder(body).id("m-1").receiveCount(times).build();
    }

    public static RuntimeException networkDown() {
        return SdkClientException.create("cut");
    }

    public static void isRedelivered(Settlement settlement, Class<? extends Throwable> reason) {
        assertThat(settlement.isAcknowledged()).isFalse();
        assertThat(settlement)
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        redeliver -> assertThat(redeliver.reason()).isInstanceOf(reason));
    }
}
