package dev.tasktoken.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.Responders;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/** Results that stand for work which has not run: a task must not succeed with what a mapper makes of them. */
@Timeout(30)
@SuppressWarnings("FutureReturnValueIgnored") // a handler's stage is returned, as an Object
class UnfinishedOutputTest extends ProcessorFixture {
    record Receipt(int order, Object payment) {}

    record Typed(CompletionStage<String> payment) {}

    /** As a Mono: a bean with a property, so that a mapper finds something to write. */
    static final class Mono implements Publisher<String> {
        @Override
        public void subscribe(Subscriber<? super String> subscriber) {
            throw new AssertionError("nobody subscribes");
        }

        public boolean isCold() {
            return true;
        }
    }

    static final class Cold implements Flow.Publisher<String> {
        @Override
        public void subscribe(Flow.Subscriber<? super String> subscriber) {
            throw new AssertionError("nobody subscribes");
        }

        public boolean isCold() {
            return true;
        }
    }

    static Stream<Object> unfinished() {
        return Stream.of(
                new Mono(),
                new Cold(),
                new SubmissionPublisher<String>(),
                Map.of("receipt", new CompletableFuture<String>()),
                Map.of("receipt", CompletableFuture.completedFuture("done")),
                Map.of("receipt", new FutureTask<>(() -> 1)),
                Map.of("receipt", new Mono()),
                List.of(1, new CompletableFuture<String>()),
                Map.of("list", new Object[] {1, new CompletableFuture<String>().minimalCompletionStage()}),
                List.of(new Cold()).iterator(),
                new Receipt(7, new CompletableFuture<String>()),
                new Receipt(7, new Cold()),
                new Typed(new CompletableFuture<>()),
                Map.of("a", List.of(Map.of("b", new Receipt(7, new Mono())))),
                JsonNodeFactory.instance.objectNode().putPOJO("receipt", new Mono()));
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void failsTheTaskWhoseHandlerReturnsWorkThatHasNotRun(Object output) {
        Settlement settlement = processor((order, task) -> output).process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Failed("OutputNotSerializable", AnswerOutcome.ACCEPTED));
        assertThat(sfn.calls).containsExactly("failure");
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void refusesItByHandToo(Object output) {
        assertThatThrownBy(() -> responder.succeed(TOKEN, output))
                .asInstanceOf(type(OutputRejectedException.class))
                .satisfies(e -> assertThat(e.error()).isEqualTo("OutputNotSerializable"));
        assertThat(sfn.calls).containsExactly("failure");
    }

    @Test
    void saysWhereItIsAndWhatItIs() {
        processor((order, task) -> Map.of("receipt", List.of(new Receipt(7, new Mono()))))
                .process(received(1));

        assertThat(sfn.failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.cause())
                        .contains("receipt[0].payment")
                        .contains(Mono.class.getName())
                        .contains("not a result"));
    }

    @Test
    void recordsNoDecisionWhoseOutputIsUnfinished() {
        PendingTasks pending = PendingTasks.of(responder, TokenStore.inMemory());
        pending.park("order-42", TOKEN);

        assertThat(pending.succeed("order-42", new CompletableFuture<>())).isInstanceOf(DecisionOutcome.Rejected.class);
        assertThat(pending.succeed("order-42", Map.of("a", new Mono()))).isInstanceOf(DecisionOutcome.Rejected.class);
        assertThat(pending.succeed("order-42", 1).isRecorded()).isTrue();
    }

    @Test
    void awaitsStagesThatEndInAResultAndRefusesThoseThatEndInAPublisher() {
        assertThat(processor((order, task) -> CompletableFuture.supplyAsync(() -> Map.of("a", 1)))
                        .process(received(1)))
                .isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(processor((order, task) -> CompletableFuture.completedFuture(new Mono()))
                        .process(received(1)))
                .isEqualTo(new Settlement.Failed("OutputNotSerializable", AnswerOutcome.ACCEPTED));
    }

    @Test
    void refusesItWhateverTheMapperIsSetTo() {
        ObjectMapper lenient = JsonMapper.builder()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(SerializationFeature.WRAP_ROOT_VALUE)
                .activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder()
                                .allowIfBaseType(Object.class)
                                .build(),
                        ObjectMapper.DefaultTyping.NON_FINAL,
                        JsonTypeInfo.As.PROPERTY)
                .build();
        TokenResponder own =
                TokenResponder.builder().client(sfn).mapper(lenient).build();

        assertThatThrownBy(() -> own.succeed(TOKEN, new Receipt(7, new Mono())))
                .isInstanceOf(OutputRejectedException.class);
        assertThatThrownBy(() -> own.succeed(TOKEN, List.of((Publisher<String>) subscriber -> {})))
                .isInstanceOf(OutputRejectedException.class);
        assertThat(sfn.failures)
                .extracting(f -> f.error())
                .containsOnly("OutputNotSerializable")
                .hasSize(2);
    }

    @Test
    void leavesToAMapperWhatItWasTaughtToWrite() {
        SimpleModule taught = new SimpleModule().addSerializer(new StdSerializer<>(Mono.class) {
            private static final long serialVersionUID = 1;

            @Override
            public void serialize(Mono value, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeString("blocked for");
            }
        });
        TokenResponder own = TokenResponder.builder()
                .client(sfn)
                .mapper(JsonMapper.builder().addModule(taught).build())
                .build();

        own.succeed(TOKEN, Map.of("a", new Mono()));

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("{\"a\":\"blocked for\"}");
    }

    @Test
    void writesListsMapsAndIteratorsOfResults() {
        responder.succeed(TOKEN, List.of(1, 2).iterator());
        responder.succeed(TOKEN, new Receipt(7, Map.of("paid", true)));

        assertThat(sfn.successes)
                .extracting(r -> r.output())
                .containsExactly("[1,2]", "{\"order\":7,\"payment\":{\"paid\":true}}");
    }

    /**
     * With jackson-datatype-jdk8, which is on this class path, the default mapper writes the values of the first two.
     */
    @Test
    void refusesOptionalsStreamsSuppliersAndCallables() {
        Supplier<Integer> supplier = () -> 1;
        Callable<Integer> callable = () -> 1;
        TokenResponder untaught =
                Responders.impatient(sfn).mapper(JsonMapper.builder().build()).build();

        for (Object output : List.of(Optional.of(1), Stream.of(1, 2), supplier, callable)) {
            assertThatThrownBy(() -> untaught.succeed(TOKEN, output)).isInstanceOf(OutputRejectedException.class);
            assertThatThrownBy(() -> untaught.succeed(TOKEN, Map.of("a", output)))
                    .isInstanceOf(OutputRejectedException.class);
        }
        assertThat(sfn.successes).isEmpty();
    }

    @Test
    void failsTheTaskWhoseOutputOverflowsTheStack() {
        assertThatThrownBy(() -> responder.succeed(TOKEN, new Overflowing()))
                .isInstanceOf(OutputRejectedException.class)
                .hasMessageContaining("OutputNotSerializable");
    }

    static final class Overflowing {
        public int getValue() {
            return depth(0);
        }

        @SuppressWarnings("InfiniteRecursion")
        private static int depth(int from) {
            return 1 + depth(from + 1);
        }
    }

    @Test
    void failsTheTaskWhenTheReferenceToALargeOutputIsUnfinished() {
        TokenResponder promising = TokenResponder.builder()
                .client(sfn)
                .oversizedOutput(output -> Map.of("at", (Future<String>) new CompletableFuture<String>()))
                .build();

        assertThatThrownBy(() -> promising.succeed(TOKEN, "x".repeat(300 << 10)))
                .isInstanceOf(OutputRejectedException.class)
                .hasMessageContaining("OutputTooLarge");
    }
}
