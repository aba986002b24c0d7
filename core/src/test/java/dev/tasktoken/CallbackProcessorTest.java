package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;

@Timeout(30)
@SuppressWarnings("FutureReturnValueIgnored") // a handler's stage is returned, as an Object
class CallbackProcessorTest {
    private static final TaskToken TOKEN = Tokens.token(1);

    record Order(int order) {}

    private final FakeSfn sfn = new FakeSfn();
    private final TokenResponder responder =
            TokenResponder.builder().client(sfn).pause(wait -> {}).build();
    private final AtomicInteger works = new AtomicInteger();
    private final ManualTimer timer = new ManualTimer();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private CallbackProcessor<Order> processor(CallbackHandler<Order> handler) {
        return processor(handler, builder -> builder);
    }

    private CallbackProcessor<Order> processor(
            CallbackHandler<Order> handler, UnaryOperator<CallbackProcessor.Builder<Order>> more) {
        InstantSource clock = () -> now;
        CallbackProcessor.Builder<Order> builder = CallbackProcessor.builder(responder, Order.class)
                .clock(clock, wait -> {
                    now = now.plus(wait);
                    timer.advance(wait);
                })
                .timer(timer, Runnable::run)
                .handler((order, task) -> {
                    works.incrementAndGet();
                    return handler.handle(order, task);
                });
        return more.apply(builder).build();
    }

    private static Delivery received(int times) {
        return delivery("{\"order\":7,\"taskToken\":\"" + TOKEN.value() + "\"}", times);
    }

    private static Delivery delivery(String body, int times) {
        return Delivery.builder(body).id("m-1").receiveCount(times).build();
    }

    private static RuntimeException networkDown() {
        return SdkClientException.create("cut");
    }

    private static void isAgain(Settlement settlement, Class<? extends Throwable> reason) {
        assertThat(settlement.isSettled()).isFalse();
        assertThat(settlement)
                .isInstanceOfSatisfying(
                        Settlement.Again.class,
                        again -> assertThat(again.reason()).isInstanceOf(reason));
    }

    @Test
    void sendsWhatTheHandlerReturns() {
        Settlement settlement = processor((order, task) -> order.order() * 6).process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(Answer.ACCEPTED));
        assertThat(settlement.isSettled()).isTrue();
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("42");
    }

    @Test
    void sendsNullForAnAction() {
        CallbackProcessor<Order> action = CallbackProcessor.builder(responder, Order.class)
                .action((order, task) -> works.incrementAndGet())
                .build();

        assertThat(action.process(received(1)).isSettled()).isTrue();
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

        assertThat(settlement).isEqualTo(new Settlement.Failed("NoStock", Answer.ACCEPTED));
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
                .isEqualTo(new Settlement.Succeeded(Answer.ALREADY_CLOSED));
    }

    @Test
    void failsTheTaskWhenThePayloadDoesNotBind() {
        Delivery delivery = delivery("{\"order\":\"secret\",\"taskToken\":\"" + TOKEN.value() + "\"}", 1);

        Settlement settlement = processor((order, task) -> 1).process(delivery);

        assertThat(settlement).isEqualTo(new Settlement.Failed("InvalidPayload", Answer.ACCEPTED));
        assertThat(works).hasValue(0);
        assertThat(sfn.failures)
                .singleElement()
                .satisfies(r -> assertThat(r.cause()).contains("order").doesNotContain("secret"));
    }

    @Test
    void failsTheTaskWhenTheResultCannotBeSent() {
        assertThat(processor((order, task) -> "x".repeat(300 << 10)).process(received(1)))
                .isEqualTo(new Settlement.Failed("OutputTooLarge", Answer.ACCEPTED));
        assertThat(processor((order, task) -> new Object()).process(received(1)))
                .isEqualTo(new Settlement.Failed("OutputNotSerializable", Answer.ACCEPTED));
    }

    @Test
    void letsADeliveryWithoutAUsableTokenComeAgain() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);

        isAgain(processor.process(delivery("hello", 1)), UnreadableDeliveryException.class);
        isAgain(processor.process(delivery("{\"order\":7}", 1)), TokenNotFoundException.class);
        isAgain(
                processor.process(delivery("{\"aTaskToken\":\"1\",\"bTaskToken\":\"2\"}", 1)),
                AmbiguousTokenException.class);
        isAgain(processor.process(delivery("{\"taskToken\":\"$$.Task.Token\"}", 1)), InvalidTaskTokenException.class);
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void letsADeliveryComeAgainOverWhichAMapperStumbles() {
        SimpleModule stumbling = new SimpleModule().addDeserializer(Order.class, new StdDeserializer<>(Order.class) {
            private static final long serialVersionUID = 1;

            @Override
            public Order deserialize(JsonParser parser, DeserializationContext context) {
                throw new NoClassDefFoundError("x");
            }
        });
        CallbackReader reader = CallbackReader.builder()
                .mapper(JsonMapper.builder().addModule(stumbling).build())
                .build();

        isAgain(
                processor((order, task) -> 1, builder -> builder.reader(reader)).process(received(1)),
                NoClassDefFoundError.class);
    }

    @Test
    void failsTheTaskWhenTheServiceRefusesTheOutput() {
        sfn.says(InvalidOutputException.builder().numAttempts(1).build());

        assertThat(processor((order, task) -> 1).process(received(1)))
                .isEqualTo(new Settlement.Failed("OutputNotJson", Answer.ACCEPTED));
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
                .isEqualTo(new Settlement.Failed("java.lang.IllegalStateException", Answer.ACCEPTED));
    }

    @Test
    void letsADeliveryComeAgainForWhichTheCallersFunctionThrowsUndeclared() {
        CallbackReader reader = CallbackReader.builder()
                .tokenBy(tree -> {
                    throw sneaky(new SQLTimeoutException("x"));
                })
                .build();

        isAgain(
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

        assertThat(settlement).isEqualTo(new Settlement.Failed("Declined", Answer.ACCEPTED));
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
    void doesNotLetAHandlerWaitForItself() {
        List<CallbackProcessor<Order>> itself = new ArrayList<>();
        CallbackProcessor<Order> processor =
                processor((order, task) -> itself.get(0).process(received(1)).isSettled());
        itself.add(processor);

        assertThat(processor.process(received(1))).isEqualTo(new Settlement.Succeeded(Answer.ACCEPTED));
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("false");
    }

    @Test
    void letsTheWorkGoOnWhenAHeartbeatDoesNotGetThrough() {
        sfn.says(networkDown(), FakeSfn.error("AccessDeniedException", 400));

        processor((order, task) -> List.of(task.heartbeat(), task.heartbeat(), task.heartbeat()))
                .process(received(1));

        assertThat(sfn.successes)
                .singleElement()
                .extracting(r -> r.output())
                .isEqualTo("[\"UNKNOWN\",\"UNKNOWN\",\"OPEN\"]");
    }

    @Test
    void keepsSoManyUndeliveredAnswersAndNoMore() {
        AnswerMemory memory = new AnswerMemory(() -> now);
        for (int i = 0; i < 5_000; i++) {
            memory.keep(TaskToken.of("n" + i), new TaskAnswer.Success("1"));
        }
        assertThat(memory.undelivered(TaskToken.of("n0"))).isNull();
        assertThat(memory.undelivered(TaskToken.of("n4999"))).isNotNull();

        for (int i = 0; i < 40; i++) {
            memory.keep(TaskToken.of("big" + i), new TaskAnswer.Success("x".repeat(262_144)));
        }
        assertThat(memory.undelivered(TaskToken.of("big7"))).isNull();
        assertThat(memory.undelivered(TaskToken.of("big8"))).isNotNull();
    }

    @Test
    void remembersSoManyClosedTasksAndNoMore() {
        AnswerMemory memory = new AnswerMemory(() -> now);
        for (int i = 0; i < 4_097; i++) {
            memory.closed(TaskToken.of("n" + i));
        }

        assertThat(memory.isClosed(TaskToken.of("n0"))).isFalse();
        assertThat(memory.isClosed(TaskToken.of("n1"))).isTrue();
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
    void letsADeliveryComeAgainWhoseTokenTheServiceRefuses() {
        sfn.says(FakeSfn.invalidToken());

        isAgain(processor((order, task) -> 1).process(received(1)), InvalidTaskTokenException.class);
    }

    @Test
    void sendsNothingWhenTheHandlerAsksForRedelivery() {
        isAgain(
                processor((order, task) -> {
                            throw new RedeliveryRequestedException("warehouse closed");
                        })
                        .process(received(1)),
                RedeliveryRequestedException.class);
        isAgain(
                processor((order, task) ->
                                CompletableFuture.failedFuture(new RedeliveryRequestedException("warehouse closed")))
                        .process(received(1)),
                RedeliveryRequestedException.class);
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void throwsForTransportsThatAreToldSoThatADeliveryMustComeAgain() {
        Settlement again = processor((order, task) -> 1).process(delivery("hello", 1));
        Settlement settled = processor((order, task) -> 1).process(received(1));

        assertThatThrownBy(again::settledOrThrow)
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageContaining("UnreadableDeliveryException")
                .hasNoCause();
        assertThat(settled.settledOrThrow()).isSameAs(settled);
    }

    @Test
    void sendsNothingWhenTheHandlerDefers() {
        Settlement settlement = processor((order, task) -> {
                    task.defer();
                    return "ignored";
                })
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Deferred());
        assertThat(settlement.isSettled()).isTrue();
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void failsTheTaskOfAHandlerThatDefersAndThenThrows() {
        Settlement settlement = processor((order, task) -> {
                    task.defer();
                    throw new IllegalStateException("park failed");
                })
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Failed("java.lang.IllegalStateException", Answer.ACCEPTED));
    }

    @Test
    void sendsNothingWhenTheWorkIsInterrupted() {
        isAgain(
                processor((order, task) -> {
                            throw new InterruptedException();
                        })
                        .process(received(1)),
                InterruptedException.class);

        assertThat(Thread.interrupted()).as("the flag is restored").isTrue();
        isAgain(
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
    void sendsTheAnswerOfWorkThatLeftTheInterruptFlagSet() {
        Settlement settlement = processor((order, task) -> {
                    Thread.currentThread().interrupt();
                    return 1;
                })
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(Answer.ACCEPTED));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void sendsNothingAfterAnErrorAndRethrowsTheMachinesOwn() {
        isAgain(
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
    void sendsAnAnswerAgainThatDidNotGetThrough() {
        sfn.says(networkDown(), networkDown());

        assertThat(processor((order, task) -> 1).process(received(1)))
                .isEqualTo(new Settlement.Succeeded(Answer.ACCEPTED));
        assertThat(sfn.calls).containsExactly("success", "success", "success");
        assertThat(works).hasValue(1);
    }

    @Test
    void claimsNothingWhenItsOwnResendingFoundTheTaskClosed() {
        sfn.says(networkDown(), FakeSfn.closedTask(1));

        assertThat(processor((order, task) -> 1).process(received(1)))
                .isEqualTo(new Settlement.Succeeded(Answer.UNCONFIRMED));
    }

    @Test
    void keepsAnAnswerThatDoesNotGetThroughAndSendsItWithoutRedoingTheWork() {
        CallbackProcessor<Order> processor =
                processor((order, task) -> works.get(), builder -> builder.resendFor(Duration.ZERO));
        sfn.says(networkDown());

        isAgain(processor.process(received(1)), ResponseNotDeliveredException.class);
        assertThat(processor.process(received(2))).isEqualTo(new Settlement.Succeeded(Answer.ACCEPTED));

        assertThat(works).hasValue(1);
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("1");
    }

    @Test
    void doesNotClaimThatSomebodyElseAnsweredWhenAKeptAnswerFindsTheTaskClosed() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1, builder -> builder.resendFor(Duration.ZERO));
        sfn.says(networkDown(), FakeSfn.closedTask(1));

        processor.process(received(1));

        assertThat(processor.process(received(2))).isEqualTo(new Settlement.Succeeded(Answer.UNCONFIRMED));
    }

    @Test
    void keepsAnAnswerThatIsNotPermittedYet() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);
        sfn.says(FakeSfn.error("AccessDeniedException", 400));

        isAgain(processor.process(received(1)), AnswerNotPermittedException.class);
        assertThat(processor.process(received(2)).isSettled()).isTrue();
        assertThat(works).hasValue(1);
    }

    @Test
    void forgetsAKeptAnswerAfterAnHour() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1, builder -> builder.resendFor(Duration.ZERO));
        sfn.says(networkDown());
        processor.process(received(1));

        now = now.plus(Duration.ofMinutes(61));

        assertThat(processor.process(received(2)).isSettled()).isTrue();
        assertThat(works).hasValue(2);
    }

    @Test
    void givesUpResendingBeforeTheDeadline() {
        Delivery delivery = Delivery.builder("{\"order\":7,\"taskToken\":\"" + TOKEN.value() + "\"}")
                .receiveCount(1)
                .deadline(now.plusMillis(1_050))
                .build();
        sfn.says(networkDown());

        isAgain(processor((order, task) -> 1).process(delivery), ResponseNotDeliveredException.class);
        assertThat(sfn.calls).hasSize(1);
    }

    @Test
    void asksBeforeTheWorkOfARedeliveryWhetherTheTaskIsOpen() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);
        sfn.says(FakeSfn.closedTask(1));

        assertThat(processor.process(received(2))).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(works).hasValue(0);
        assertThat(sfn.calls).containsExactly("heartbeat");
    }

    @Test
    void doesNotAskOnAFirstDeliveryButDoesWhereNobodyCounts() {
        processor((order, task) -> 1).process(received(1));
        processor((order, task) -> 1).process(Delivery.of("{\"order\":7,\"token\":\"other\"}"));

        assertThat(sfn.calls).containsExactly("success", "heartbeat", "success");
    }

    @Test
    void asksAlwaysOrNeverAsTheCallerChose() {
        processor((order, task) -> 1, b -> b.duplicateCheck(DuplicateCheck.ALWAYS))
                .process(received(1));
        processor((order, task) -> 1, b -> b.duplicateCheck(DuplicateCheck.NEVER))
                .process(received(9));

        assertThat(sfn.calls).containsExactly("heartbeat", "success", "success");
    }

    @Test
    void worksWhenNobodyCanTellWhetherTheTaskIsOpen() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);
        sfn.says(FakeSfn.error("AccessDeniedException", 400));

        assertThat(processor.process(received(2)).isSettled()).isTrue();
        assertThat(works).hasValue(1);
    }

    @Test
    void doesNotWorkForATokenThatTheServiceCannotDecode() {
        sfn.says(FakeSfn.invalidToken());

        isAgain(processor((order, task) -> 1).process(received(2)), InvalidTaskTokenException.class);
        assertThat(works).hasValue(0);
    }

    @Test
    void doesNotRedoTheWorkOfATaskItClosed() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);
        processor.process(received(1));

        assertThat(processor.process(received(1))).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(sfn.calls).containsExactly("success");
    }

    @Test
    void failsATaskWhoseMessageCameTooOftenWithoutDoingTheWork() {
        Settlement settlement =
                processor((order, task) -> 1, b -> b.failAfterReceives(3)).process(received(4));

        assertThat(settlement).isEqualTo(new Settlement.Failed("TooManyReceives", Answer.ACCEPTED));
        assertThat(works).hasValue(0);
    }

    @Test
    void failsATaskWhoseLastReceiveAsksForAnother() {
        CallbackProcessor<Order> processor = processor(
                (order, task) -> {
                    throw new RedeliveryRequestedException("warehouse closed");
                },
                b -> b.failAfterReceives(3).duplicateCheck(DuplicateCheck.NEVER));

        isAgain(processor.process(received(2)), RedeliveryRequestedException.class);
        assertThat(processor.process(received(3))).isEqualTo(new Settlement.Failed("TooManyReceives", Answer.ACCEPTED));
    }

    @Test
    void doesNotReplaceAKeptAnswerByTooManyReceives() {
        CallbackProcessor<Order> processor =
                processor((order, task) -> 1, b -> b.failAfterReceives(1).resendFor(Duration.ZERO));
        sfn.says(networkDown());

        isAgain(processor.process(received(1)), ResponseNotDeliveredException.class);
        assertThat(processor.process(received(2))).isEqualTo(new Settlement.Succeeded(Answer.ACCEPTED));
    }

    @Test
    void doesTheWorkOfParallelDuplicatesOnceAndSharesTheSettlement() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CallbackProcessor<Order> processor = processor((order, task) -> {
            started.countDown();
            assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
            return 1;
        });
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<Settlement>> settlements = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CompletableFuture<Settlement> settlement = new CompletableFuture<>();
            settlements.add(settlement);
            threads.add(new Thread(() -> settlement.complete(processor.process(received(1)))));
        }

        threads.forEach(Thread::start);
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        mayEnd.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(works).hasValue(1);
        assertThat(sfn.calls).containsExactly("success");
        assertThat(settlements).allSatisfy(s -> assertThat(s.join().isSettled()).isTrue());
    }

    @Test
    void givesTheHandlerItsTask() {
        Settlement settlement = processor((order, task) -> {
                    assertThat(task.taskToken()).isEqualTo(TOKEN);
                    assertThat(task.idempotencyKey()).matches("[0-9a-f]{64}").startsWith(TOKEN.fingerprint());
                    assertThat(task.delivery().id()).isEqualTo("m-1");
                    assertThat(task.envelope().tokenPlace()).isEqualTo("/taskToken");
                    assertThat(task.heartbeat()).isEqualTo(TaskStatus.OPEN);
                    assertThat(task.toString()).doesNotContain(Tokens.PREFIX);
                    return null;
                })
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(Answer.ACCEPTED));
    }

    @Test
    void checksWhatItIsBuiltWith() {
        CallbackProcessor.Builder<Order> builder = CallbackProcessor.builder(responder, Order.class);

        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.failAfterReceives(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.resendFor(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.resendFor(ChronoUnit.FOREVER.getDuration()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
