package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.RecordingResponder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The delivery that a handler sees when its function is invoked with one record. */
final class SeenDelivery {
    private SeenDelivery() {}

    /** Invokes a function that has 60 s left, checks the deadline that the handler sees, and returns its delivery. */
    static Delivery of(BiConsumer<Context, CallbackProcessor<Orders.Order>> invocation) {
        List<Delivery> seen = new ArrayList<>();
        CallbackProcessor<Orders.Order> processor = CallbackProcessor.builder(
                        RecordingResponder.create().responder(), Orders.Order.class)
                .action((order, task) -> seen.add(task.delivery()))
                .build();
        Instant before = Instant.now();

        invocation.accept(LambdaContext.of("orders").timeout(Duration.ofSeconds(60)), processor);

        assertThat(seen)
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.deadline().orElseThrow())
                        .isBetween(before.plusMillis(59_999), Instant.now().plusMillis(60_000)));
        return seen.get(0);
    }
}
