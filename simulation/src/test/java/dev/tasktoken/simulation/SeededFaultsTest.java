package dev.tasktoken.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TaskToken;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.sqs.SqsMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;

/** The engine can fail: it finds each of these mistakes, which programs and stores make. */
class SeededFaultsTest {
    private static final String ID = "o-1";
    private static final long HISTORIES = 20_000;

    @Test
    void findsAWorkerThatDeletesBeforeItWorks() throws InterruptedException {
        finds(
                Invariant.NOTHING_LOST,
                world -> consuming(world, (program, message) -> {
                    program.delete(message);
                    SqsMessages.process(message, program.processor());
                }));
    }

    @Test
    void findsAWorkerThatDeletesWhatIsToBeRedelivered() throws InterruptedException {
        finds(
                Invariant.NOTHING_LOST,
                world -> consuming(world, (program, message) -> {
                    SqsMessages.process(message, program.processor());
                    program.delete(message);
                }));
    }

    @Test
    void findsAWorkerThatForgetsItsResult() throws InterruptedException {
        finds(
                Invariant.WORK_ONCE,
                world -> consuming(world, (program, message) -> {
                    if (SqsMessages.process(message, program.processor()).isAcknowledged()) {
                        program.delete(message);
                    }
                }));
    }

    @Test
    void findsAWorkerThatAnswersAnotherTask() throws InterruptedException {
        List<TaskToken> seen = new ArrayList<>();
        finds(Invariant.OWN_ANSWER, world -> {
            seen.clear();
            world.service.start("o-2");
            consuming(world, (program, message) -> {
                var envelope = SqsMessages.read(message);
                seen.add(envelope.taskToken());
                program.responder.succeed(
                        seen.get(0), envelope.payload(Program.Order.class).orderId() + "/done");
                program.delete(message);
            });
        });
    }

    @Test
    void findsAFunctionThatGoesOnAfterAFailureInAFifoGroup() throws InterruptedException {
        finds(Invariant.IN_ORDER, world -> {
            world.queue.becomeFifo();
            world.service.start("o-2");
            consuming(world, (program, message) -> {
                SQSEvent event = LambdaBatch.of(List.of(message), true);
                if (LambdaBatch.failed(SqsEvents.process(event, null, program.processor))
                        .isEmpty()) {
                    program.delete(message);
                }
            });
        });
    }

    @Test
    void findsAnApprovalThatIsSentBeforeItIsRecorded() throws InterruptedException {
        finds(Invariant.ONE_ANSWER, world -> {
            SimulatedTask task = parked(world);
            for (String value : List.of("yes", "no")) {
                world.process("person who says " + value, program -> {
                    TokenStore.Key decided = new TokenStore.Key(TokenStore.Area.DECISIONS, ID, "naive");
                    if (program.store.read(decided).isEmpty()) {
                        program.responder.succeed(TaskToken.of(task.token), ID + "/" + value);
                        program.store.create(decided, value, Duration.ofDays(1));
                    }
                });
            }
        });
    }

    @Test
    void findsAStoreInWhichTwoCreateOneRecord() throws InterruptedException {
        finds(Invariant.ONE_DECISION, world -> {
            world.storeFault = store -> new BrokenStore(store) {
                @Override
                public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
                    if (store.read(key).isPresent()) {
                        return false;
                    }
                    store.delete(key);
                    store.create(key, text, keep, place);
                    return true;
                }
            };
            deciding(world);
        });
    }

    @Test
    void findsAStoreThatLosesTheMarkOfAResend() throws InterruptedException {
        finds(Invariant.ONE_DECISION, world -> {
            world.storeFault = store -> new BrokenStore(store) {
                @Override
                public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
                    return key.name().startsWith("unsure") || store.create(key, text, keep, place);
                }
            };
            deciding(world);
        });
    }

    @Test
    void findsAStoreThatDoesNotDelete() throws InterruptedException {
        finds(Invariant.NO_TOKEN_LEFT, world -> {
            world.storeFault = store -> new BrokenStore(store) {
                @Override
                public void delete(Key key) {}
            };
            deciding(world);
        });
    }

    @Test
    void findsAStoreThatThrowsWhatIsNotDocumented() throws InterruptedException {
        finds(Invariant.NOTHING_UNEXPECTED, world -> {
            parked(world);
            world.storeFault = store -> new BrokenStore(store) {
                @Override
                public Optional<String> read(Key key) {
                    throw new IllegalStateException("the driver's own exception");
                }
            };
            world.process("person", program -> program.decide(ID, "yes"));
        });
    }

    @Test
    void findsATokenThatIsParkedUnderAnotherId() throws InterruptedException {
        finds(
                Invariant.NOBODY_WAITS,
                world -> consuming(world, (program, message) -> {
                    program.pending.park("typo", SqsMessages.read(message));
                    program.delete(message);
                }));
    }

    private static void finds(Invariant invariant, Scenario scenario) throws InterruptedException {
        EveryHistory every = EveryHistory.of("seeded", scenario, HISTORIES);

        World broken = Objects.requireNonNull(every.broken(), every::toString);
        System.out.println(broken.violations.get(0) + " after " + every.played() + " histories");
        assertThat(broken.violations).extracting(Violation::invariant).contains(invariant);
    }

    /** One worker that receives twice. */
    private static void consuming(World world, BiConsumer<Program, Message> consume) {
        world.service.start(ID);
        world.process("worker", program -> {
            for (int i = 0; i < 2; i++) {
                try {
                    program.sqs
                            .receiveMessage(
                                    r -> r.queueUrl(ExecutionHistory.QUEUE).maxNumberOfMessages(3))
                            .messages()
                            .forEach(message -> consume.accept(program, message));
                } catch (SdkException e) {
                    world.note("polls again");
                }
                world.sleep(SimulatedQueue.VISIBILITY_TIMEOUT);
            }
        });
    }

    private static SimulatedTask parked(World world) {
        world.approve(ID);
        SimulatedTask task = world.service.start(ID);
        new Program(world, "before").poll(1);
        return task;
    }

    private static void deciding(World world) {
        parked(world);
        world.process("person-1", program -> program.decide(ID, "yes"));
        world.process("person-2", program -> program.decide(ID, "no"));
        world.process("resender", program -> program.resend(ID));
    }
}
