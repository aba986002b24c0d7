package dev.tasktoken.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.LogLines;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import dev.tasktoken.internal.DeferralRegistry;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;

/** What becomes of the work, and of what it returns or throws. */
@Timeout(30)
@SuppressWarnings("FutureReturnValueIgnored") // a handler's stage is returned, as an Object
class CallbackProcessorTest extends ProcessorFixture {
    @Test
    void sendsWhatTheHandlerReturns() {
        Settlement settlement = processor((order, task) -> order.order() * 6).process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(settlement.isAcknowledged()).isTrue();
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("42");
    }

    @Test
    void sendsNullForAnAction() {
        CallbackProcessor<Order> action = CallbackProcessor.builder(responder, Order.class)
                .action((order, task) -> works.incrementAndGet())
                .build();

        assertThat(action.process(received(1)).isAcknowledged()).isTrue();
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("null");
    }

    @Test
    void awaitsAStageAndSendsWhatItEndsIn() {
        processor((order, task) -> CompletableFuture.supplyAsync(() -> CompletableFuture.completedFuture("late")))
                .process(received(1));

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("\"late\"");
    }

    @Test
    void failsTheTaskWithWhatTheHandlerThrows() {
        Settlement settlement = processor((order, task) -> {
                    throw new TaskFailureException("NoStock", "sold out");
                })
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Failed("NoStock", AnswerOutcome.ACCEPTED));
        assertThat(sfn.failures).singleElement().extracting(r -> r.cause()).isEqualTo("sold out");
    }

    @Test
    void failsTheTaskWithWhatAStageEndsIn() {
        processor((order, task) -> CompletableFuture.failedFuture(new java.io.IOException("disk")))
                .process(received(1));

        assertThat(sfn.failures).singleElement().extracting(r -> r.error()).isEqualTo("java.io.IOException");
    }

    @Test
    void isSettledWhenTheTaskWasClosedMeanwhile() {
        sfn.says(FakeSfn.closedTask(1));

        assertThat(processor((order, task) -> 1).process(received(1)))
                .isEqualTo(new Settlement.Succeeded(AnswerOutcome.ALREADY_CLOSED));
    }

    @Test
    void failsTheTaskWhenThePayloadDoesNotBind() {
        Delivery delivery = delivery("{\"order\":\"secret\",\"taskToken\":\"" + TOKEN.value() + "\"}", 1);

        Settlement settlement = processor((order, task) -> 1).process(delivery);

        assertThat(settlement).isEqualTo(new Settlement.Failed("InvalidPayload", AnswerOutcome.ACCEPTED));
        assertThat(works).hasValue(0);
        assertThat(sfn.failures)
                .singleElement()
                .satisfies(r -> assertThat(r.cause()).contains("order").doesNotContain("secret"));
    }

    @Test
    void failsTheTaskWhenTheResultCannotBeSent() {
        assertThat(processor((order, task) -> "x".repeat(300 << 10)).process(received(1)))
                .isEqualTo(new Settlement.Failed("OutputTooLarge", AnswerOutcome.ACCEPTED));
        assertThat(processor((order, task) -> new Object()).process(received(1)))
                .isEqualTo(new Settlement.Failed("OutputNotSerializable", AnswerOutcome.ACCEPTED));
    }

    @Test
    void redeliversADeliveryWithoutAUsableToken() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);

        isRedelivered(processor.process(delivery("hello", 1)), UnreadableDeliveryException.class);
        isRedelivered(processor.process(delivery("{\"order\":7}", 1)), TokenNotFoundException.class);
        isRedelivered(
                processor.process(delivery("{\"aTaskToken\":\"1\",\"bTaskToken\":\"2\"}", 1)),
                AmbiguousTokenException.class);
        isRedelivered(
                processor.process(delivery("{\"taskToken\":\"$$.Task.Token\"}", 1)), InvalidTaskTokenException.class);
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void redeliversWhenAPayloadsClassBreaks() {
        isRedelivered(
                processor((order, task) -> 1, builder -> builder.reader(breaking()))
                        .process(received(1)),
                NoClassDefFoundError.class);
    }

    /** Such a message would be redelivered for ever: the class is as broken the next time. */
    @Test
    void failsTheTaskWhosePayloadsClassBreaksAtItsLastReceive() {
        CallbackProcessor<Order> processor = processor(
                (order, task) -> 1, builder -> builder.reader(breaking()).maxReceives(3));

        isRedelivered(processor.process(received(2)), NoClassDefFoundError.class);
        assertThat(processor.process(received(3)))
                .isEqualTo(new Settlement.Failed("TooManyReceives", AnswerOutcome.ACCEPTED));
        assertThat(works).hasValue(0);
    }

    private static CallbackReader breaking() {
        SimpleModule breaking = new SimpleModule().addDeserializer(Order.class, new StdDeserializer<>(Order.class) {
            private static final long serialVersionUID = 1;

            @Override
            public Order deserialize(JsonParser parser, DeserializationContext context) {
                throw new NoClassDefFoundError("x");
            }
        });
        return CallbackReader.builder()
                .mapper(JsonMapper.builder().addModule(breaking).build())
                .build();
    }

    @Test
    void failsTheTaskWhenTheServiceRefusesTheOutput() {
        sfn.says(InvalidOutputException.builder().numAttempts(1).build());
        CallbackProcessor<Order> processor = processor((order, task) -> 1);

        assertThat(processor.process(received(1)))
                .isEqualTo(new Settlement.Failed("OutputNotJson", AnswerOutcome.ACCEPTED));
        assertThat(processor.process(received(2))).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(sfn.calls).containsExactly("success", "failure");
    }

    @Test
    void failsTheTaskWhateverTheFailureMapperThrows() {
        TokenResponder broken = TokenResponder.builder()
                .client(sfn)
                .failureMapper(thrown -> {
                    throw sneaky(new SQLTimeoutException("x"));
                })
                .build();
        CallbackProcessor<Order> processor = CallbackProcessor.of(broken, Order.class, order -> {
            throw new IllegalStateException("x");
        });

        assertThat(processor.process(received(1)))
                .isEqualTo(new Settlement.Failed("java.lang.IllegalStateException", AnswerOutcome.ACCEPTED));
    }

    @Test
    void redeliversWhenTheCallersFunctionThrowsUndeclared() {
        CallbackReader reader = CallbackReader.builder()
                .tokenBy(tree -> {
                    throw sneaky(new SQLTimeoutException("x"));
                })
                .build();

        isRedelivered(
                processor((order, task) -> 1, builder -> builder.reader(reader)).process(received(1)),
                TokenNotFoundException.class);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void sendsADecidedFailureEvenIfTheInterruptFlagIsSet() {
        Settlement settlement = processor((order, task) -> {
                    Thread.currentThread().interrupt();
                    throw new TaskFailureException("Declined", "no money");
                })
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Failed("Declined", AnswerOutcome.ACCEPTED));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void awaitsAFutureThatIsNoStage() {
        FutureTask<Integer> future = new FutureTask<>(() -> 42);
        future.run();

        processor((order, task) -> future).process(received(1));

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("42");
    }

    @Test
    void letsTheHandlerGoOnWhenAHeartbeatIsNotDelivered() {
        sfn.says(networkDown(), FakeSfn.error("AccessDeniedException", 400));

        processor((order, task) -> List.of(task.heartbeat(), task.heartbeat(), task.heartbeat()))
                .process(received(1));

        assertThat(sfn.successes)
                .singleElement()
                .extracting(r -> r.output())
                .isEqualTo("[\"UNKNOWN\",\"UNKNOWN\",\"OPEN\"]");
    }

    @Test
    void showsAttributesWithoutTheToken() {
        Delivery delivery = Delivery.builder("{\"order\":7}")
                .attribute("TaskToken", TOKEN.value())
                .attribute("trace", "t-1")
                .build();

        processor((order, task) -> task.delivery().attributes()).process(delivery);

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("{\"trace\":\"t-1\"}");
    }

    @Test
    void redeliversWhenTheServiceRefusesTheToken() {
        sfn.says(FakeSfn.invalidToken());

        isRedelivered(processor((order, task) -> 1).process(received(1)), InvalidTaskTokenException.class);
    }

    @Test
    void sendsNothingWhenTheHandlerAsksForRedelivery() {
        isRedelivered(
                processor((order, task) -> {
                            throw new RedeliveryRequestedException("warehouse closed");
                        })
                        .process(received(1)),
                RedeliveryRequestedException.class);
        isRedelivered(
                processor((order, task) ->
                                CompletableFuture.failedFuture(new RedeliveryRequestedException("warehouse closed")))
                        .process(received(1)),
                RedeliveryRequestedException.class);
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void throwsForTransportsThatRedeliverOnAnException() {
        Settlement redelivered = processor((order, task) -> 1).process(delivery("hello", 1));
        Settlement settled = processor((order, task) -> 1).process(received(1));

        assertThatThrownBy(redelivered::acknowledgedOrThrow)
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageContaining("UnreadableDeliveryException")
                .hasNoCause();
        assertThat(settled.acknowledgedOrThrow()).isSameAs(settled);
    }

    @Test
    void sendsNothingWhenTheHandlerDefers() {
        Settlement settlement = processor((order, task) -> {
                    task.defer();
                    return "ignored";
                })
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Deferred());
        assertThat(settlement.isAcknowledged()).isTrue();
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void failsTheTaskOfAHandlerThatDefersAndThenThrows() {
        Settlement settlement = processor((order, task) -> {
                    task.defer();
                    throw new IllegalStateException("park failed");
                })
                .process(received(1));

        assertThat(settlement)
                .isEqualTo(new Settlement.Failed("java.lang.IllegalStateException", AnswerOutcome.ACCEPTED));
    }

    @Test
    void sendsNothingWhenTheHandlerIsInterrupted() {
        isRedelivered(
                processor((order, task) -> {
                            throw new InterruptedException();
                        })
                        .process(received(1)),
                InterruptedException.class);

        assertThat(Thread.interrupted()).as("the flag is restored").isTrue();
        isRedelivered(
                processor((order, task) -> {
                            Thread.currentThread().interrupt();
                            throw new IllegalStateException(new InterruptedException());
                        })
                        .process(received(1)),
                IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void sendsTheAnswerOfAHandlerThatLeftTheInterruptFlagSet() {
        Settlement settlement = processor((order, task) -> {
                    Thread.currentThread().interrupt();
                    return 1;
                })
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void sendsNothingAfterAnErrorAndRethrowsTheMachinesOwn() {
        isRedelivered(
                processor((order, task) -> {
                            throw new NoClassDefFoundError("x");
                        })
                        .process(received(1)),
                NoClassDefFoundError.class);
        CallbackProcessor<Order> dying = processor((order, task) -> {
            throw new OutOfMemoryError("test");
        });

        assertThatThrownBy(() -> dying.process(received(1))).isInstanceOf(OutOfMemoryError.class);
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void takesAnOverflowingStackForAnErrorLikeAnyOther() {
        isRedelivered(overflowing(builder -> builder).process(received(1)), StackOverflowError.class);
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void failsTheTaskWhoseHandlerOverflowsTheStackAtItsLastReceive() {
        Settlement settlement = overflowing(builder -> builder.maxReceives(1)).process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Failed("TooManyReceives", AnswerOutcome.ACCEPTED));
    }

    @Test
    void isNotStoppedByAListenerOrAFailureMapperThatOverflowsTheStack() {
        TokenResponder mapping = TokenResponder.builder()
                .client(sfn)
                .failureMapper(thrown -> {
                    throw new StackOverflowError();
                })
                .build();
        CallbackProcessor<Order> processor = CallbackProcessor.builder(mapping, Order.class)
                .handler(order -> {
                    throw new IllegalStateException("x");
                })
                .listener(new CallbackListener() {
                    @Override
                    public void received(CallbackEvent event) {
                        throw new StackOverflowError();
                    }
                })
                .build();

        assertThat(processor.process(received(1)))
                .isEqualTo(new Settlement.Failed("java.lang.IllegalStateException", AnswerOutcome.ACCEPTED));
    }

    @Test
    void passesTheMachinesOwnErrorsOnFromAListener() {
        CallbackProcessor<Order> processor = processor(
                (order, task) -> 1,
                builder -> builder.listener(new CallbackListener() {
                    @Override
                    public void received(CallbackEvent event) {
                        throw new OutOfMemoryError("for a test");
                    }
                }));

        assertThatThrownBy(() -> processor.process(received(1))).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void logsWhatAHandlerThrewButNotAFailureThatItDecided() {
        String thrown = LogLines.during(() -> processor((order, task) -> {
                    throw new IllegalStateException("x");
                })
                .process(received(1)));
        String decided = LogLines.during(() -> processor((order, task) -> {
                    throw new TaskFailureException("NoStock", "sold out");
                })
                .process(received(1)));

        assertThat(thrown).contains("threw java.lang.IllegalStateException; the task is failed with it");
        assertThat(decided).doesNotContain("threw");
    }

    @Test
    void passesTheMachinesOwnErrorsOnFromTheReader() {
        CallbackReader reader = CallbackReader.builder()
                .tokenBy(tree -> {
                    throw new OutOfMemoryError("for a test");
                })
                .build();
        CallbackProcessor<Order> processor = processor((order, task) -> 1, builder -> builder.reader(reader));

        assertThatThrownBy(() -> processor.process(received(1))).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void logsWhereTheReasonOfARedeliveryWasThrownWithoutItsMessage() {
        String logged = LogLines.during(() -> processor((order, task) -> {
                    throw new NoClassDefFoundError("what it says");
                })
                .process(received(1)));

        assertThat(logged)
                .contains(
                        "is redelivered: java.lang.NoClassDefFoundError",
                        "    at " + getClass().getName())
                .doesNotContain("what it says");
    }

    @Test
    void warnsOnceOfHeartbeatsThatAHandlerCouldNotSend() {
        String logged = LogLines.during(() -> processor((order, task) -> {
                    sfn.says(networkDown(), networkDown(), networkDown());
                    task.heartbeat();
                    task.heartbeat();
                    return task.heartbeat();
                })
                .process(received(1)));

        assertThat(logged).containsOnlyOnce("The handler goes on without a heartbeat");
    }

    @Test
    void lateDeferralsDoNotReachAHandlerThatHasEnded() {
        CallbackTask[] seen = new CallbackTask[1];
        processor((order, task) -> {
                    seen[0] = task;
                    return 1;
                })
                .process(received(1));

        DeferralRegistry.defer(TOKEN);

        assertThat(seen[0].isDeferred()).isFalse();
    }

    @Test
    void tellsAHandlerNothingAfterItHasReturned() {
        CallbackTask[] seen = new CallbackTask[1];
        processor((order, task) -> {
                    seen[0] = task;
                    task.defer();
                    return null;
                })
                .process(received(1));
        sfn.says(FakeSfn.closedTask(1));

        assertThat(seen[0].heartbeat()).isEqualTo(TaskStatus.CLOSED);

        assertThat(seen[0].status()).isEqualTo(TaskStatus.OPEN);
    }

    @Test
    void redeliversWhenReadingOverflowsTheStack() {
        CallbackReader reader = CallbackReader.builder()
                .tokenBy(tree -> {
                    throw new StackOverflowError();
                })
                .build();

        assertThat(processor((order, task) -> 1, builder -> builder.reader(reader))
                        .process(received(1))
                        .isAcknowledged())
                .isFalse();
    }

    private CallbackProcessor<Order> overflowing(UnaryOperator<CallbackProcessor.Builder<Order>> more) {
        return processor((order, task) -> depth(order.order()), more);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int depth(int from) {
        return 1 + depth(from + 1);
    }

    @Test
    void givesTheHandlerItsTask() {
        Settlement settlement = processor((order, task) -> {
                    assertThat(task.taskToken()).isEqualTo(TOKEN);
                    assertThat(task.idempotencyKey()).matches("[0-9a-f]{64}").startsWith(TOKEN.fingerprint());
                    assertThat(task.delivery().id()).isEqualTo("m-1");
                    assertThat(task.envelope().tokenPlace()).isEqualTo("/taskToken");
                    assertThat(task.heartbeat()).isEqualTo(TaskStatus.OPEN);
                    assertThat(task.isClosed()).isFalse();
                    assertThat(task.toString()).doesNotContain(Tokens.PREFIX);
                    return null;
                })
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
    }

    @Test
    void checksWhatItIsBuiltWith() {
        CallbackProcessor.Builder<Order> builder = CallbackProcessor.builder(responder, Order.class);

        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.maxReceives(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.retryAnswerFor(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.retryAnswerFor(ChronoUnit.FOREVER.getDuration()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.deadlineMargin(Duration.ofMinutes(15).plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.retryAnswerFor(Duration.ofHours(12)).deadlineMargin(Duration.ofMinutes(15)))
                .isSameAs(builder);
    }
}
