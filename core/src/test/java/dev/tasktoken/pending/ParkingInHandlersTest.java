package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.PausedTask;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.processor.ProcessorFixture;
import dev.tasktoken.processor.Settlement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A task that was not parked must not succeed, and one that was parked must not be answered by its handler's return.
 */
@Timeout(30)
@SuppressWarnings("FutureReturnValueIgnored") // a handler's stage is returned, as an Object
class ParkingInHandlersTest extends ProcessorFixture {
    private static final String ID = "order-42";
    private static final TaskToken OTHER = Tokens.token(2);

    private final PendingTasks pending = PendingTasks.of(responder, TokenStore.inMemory());

    record Approval(TaskToken taskToken) implements PausedTask {}

    /** What a handler may have of its task. */
    enum Handle {
        TASK {
            @Override
            PausedTask of(CallbackTask task) {
                return task;
            }
        },
        ENVELOPE {
            @Override
            PausedTask of(CallbackTask task) {
                return task.envelope();
            }
        },
        TOKEN {
            @Override
            PausedTask of(CallbackTask task) {
                return task.taskToken();
            }
        },
        A_TYPE_OF_THEIR_OWN {
            @Override
            PausedTask of(CallbackTask task) {
                return new Approval(task.taskToken());
            }
        },
        COPY_OF_THE_TOKEN {
            @Override
            PausedTask of(CallbackTask task) {
                return TaskToken.of(task.taskToken().value());
            }
        },
        DELIVERY_READ_AGAIN {
            @Override
            PausedTask of(CallbackTask task) {
                return CallbackReader.standard().read(task.delivery());
            }
        };

        abstract PausedTask of(CallbackTask task);
    }

    @ParameterizedTest
    @EnumSource
    void failsTheTaskByNameWhoseIdIsTaken(Handle handle) {
        pending.park(ID, OTHER);
        CallbackProcessor<Order> approval = CallbackProcessor.builder(responder, Order.class)
                .action((order, task) -> pending.park(ID, handle.of(task), PendingTaskInfo.none()))
                .build();

        Settlement settlement = approval.process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Failed("AlreadyPending", AnswerOutcome.ACCEPTED));
        assertThat(sfn.successes).isEmpty();
        assertThat(sfn.failures).singleElement().satisfies(failure -> {
            assertThat(failure.taskToken()).isEqualTo(TOKEN.value());
            assertThat(failure.cause()).contains(ID);
        });
    }

    @Test
    void failsTheTaskByThatNameWhateverTheFailureMapperSays() {
        TokenResponder mapping = TokenResponder.builder()
                .client(sfn)
                .failureMapper(thrown -> new TaskFailure("Mapped", ""))
                .build();
        pending.park(ID, OTHER);
        CallbackProcessor<Order> approval = CallbackProcessor.builder(mapping, Order.class)
                .action((order, task) -> pending.park(ID, task))
                .build();

        assertThat(approval.process(received(1)))
                .isEqualTo(new Settlement.Failed("AlreadyPending", AnswerOutcome.ACCEPTED));
    }

    @ParameterizedTest
    @EnumSource
    void defersTheTaskThatAHandlerParksByWhateverItHasOfIt(Handle handle) {
        Settlement settlement = processor((order, task) -> {
                    pending.park(ID, handle.of(task));
                    return "not an answer";
                })
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Deferred());
        assertThat(sfn.calls).isEmpty();
        assertThat(pending.succeed(ID, 1).isRecorded()).isTrue();
    }

    @Test
    void defersTheTaskThatAStageParksOnAnotherThread() {
        Settlement settlement = processor(
                        (order, task) -> CompletableFuture.supplyAsync(() -> pending.park(ID, task.envelope())))
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Deferred());
    }

    @Test
    void answersTheTaskWhoseHandlerParksAnother() {
        Settlement settlement = processor((order, task) -> {
                    pending.park("another", OTHER);
                    return 42;
                })
                .process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("42");
    }

    @Test
    void defersEveryRunOfATaskThatOneOfThemParks() {
        CallbackProcessor<Order> inner = processor((order, task) -> {
            pending.park(ID, task.envelope());
            return "inner";
        });
        Settlement[] settlements = new Settlement[1];
        CallbackProcessor<Order> outer = processor((order, task) -> {
            settlements[0] = inner.process(received(1));
            return "outer";
        });

        assertThat(outer.process(received(1))).isEqualTo(new Settlement.Deferred());
        assertThat(List.of(settlements)).containsExactly(new Settlement.Deferred());
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void answersTheNextRunOfATaskThatAnEarlierOneParked() {
        processor((order, task) -> pending.park(ID, task)).process(received(1));
        pending.forget(ID);

        Settlement settlement = processor((order, task) -> 1).process(received(1));

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
    }
}
