package dev.tasktoken.simulation;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.Responder;
import dev.tasktoken.RespondersOnClock;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.durable.CallbackResponder;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTasks;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingOnClock;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.processor.ProcessorOnClock;
import dev.tasktoken.resend.TaskResender;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkKind;
import dev.tasktoken.sqs.SqsMessages;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** What one process does, as the guides say it: the library's own code on this process's clients. */
final class Program {
    private static final CallbackReader BOTH_KINDS =
            CallbackReader.builder().reads(WorkKind.TASK, WorkKind.CALLBACK).build();

    final World world;
    final SimulatedProcess process;
    final SfnClient sfn;
    final SqsClient sqs;
    final TokenStore store;
    final Responder<PausedWork> responder;
    final PendingTasks pending;
    final CallbackProcessor<Order> processor;
    private final Set<String> worked = new HashSet<>();

    Program(World world, String name) {
        this.world = world;
        this.process = new SimulatedProcess(world, name);
        this.sfn = world.service.client(process);
        this.sqs = world.queue.client(process);
        this.store = world.storeFault.apply(new SimulatedStore(world.store, process));
        this.responder = Responder.both(
                RespondersOnClock.set(TokenResponder.builder().client(sfn), process.sleeper(), world.clock)
                        .build(),
                RespondersOnClock.set(
                                CallbackResponder.builder().client(world.service.callbacks(process)),
                                process.sleeper(),
                                world.clock)
                        .build());
        this.pending = PendingOnClock.set(PendingTasks.builder(responder, store), world.clock, process.sleeper())
                .waitForToken(Duration.ofMillis(20))
                .build();
        this.processor = processor();
    }

    /** A message of the state: its own fields beside the token. */
    record Order(String orderId) {}

    CallbackProcessor<Order> processor() {
        return ProcessorOnClock.set(
                        CallbackProcessor.builder(responder, Order.class), world.clock, process.sleeper(), world.clock)
                .reader(BOTH_KINDS)
                .handler(this::handle)
                .retryAnswerFor(Duration.ZERO)
                .build();
    }

    /** Answers with a result that names its order, or leaves the answer to a person. */
    private @Nullable Object handle(Order order, CallbackTask task) {
        String id = order.orderId();
        if (world.isApproved(id)) {
            return pending.park(id, task, world.info(id));
        }
        world.queue.checkOrder(id);
        if (!worked.add(task.idempotencyKey())) {
            world.violate(Invariant.WORK_ONCE, process.name + " worked twice on " + id);
        }
        return id + "/done";
    }

    /** Receives, processes, and deletes what is acknowledged. */
    void poll(int times) {
        for (int i = 0; i < times; i++) {
            try {
                sqs.receiveMessage(r -> r.queueUrl(ExecutionHistory.QUEUE))
                        .messages()
                        .forEach(this::consume);
            } catch (SdkException e) {
                world.note(process.name + " polls again");
            }
            if (i + 1 < times) {
                world.sleep(SimulatedQueue.VISIBILITY_TIMEOUT);
            }
        }
    }

    /** What the event source mapping of a function does: receives a batch, invokes it, deletes what it took. */
    void pollForFunction(int times) {
        for (int i = 0; i < times; i++) {
            try {
                List<Message> batch = sqs.receiveMessage(
                                r -> r.queueUrl(ExecutionHistory.QUEUE).maxNumberOfMessages(3))
                        .messages();
                Set<String> failed = invoke(batch);
                batch.stream().filter(m -> !failed.contains(m.messageId())).forEach(this::delete);
            } catch (SdkException e) {
                world.note(process.name + " polls again");
            }
            if (i + 1 < times) {
                world.sleep(SimulatedQueue.VISIBILITY_TIMEOUT);
            }
        }
    }

    /** An invocation can be lost, repeated, or run after it was given up, as any call. */
    private Set<String> invoke(List<Message> batch) {
        if (batch.isEmpty()) {
            return Set.of();
        }
        SQSEvent event = LambdaBatch.of(batch, world.queue.isFifo());
        return process.call(
                "Invoke with " + batch.size(),
                Fault.OF_WRITES, // it can be repeated, or go on after the poller gave it up
                attempts -> LambdaBatch.failed(SqsEvents.process(event, null, processor)),
                () -> SdkClientException.create("the invocation failed"));
    }

    private void consume(Message message) {
        if (SqsMessages.process(message, processor).isAcknowledged()) {
            delete(message);
        }
    }

    void delete(Message message) {
        sqs.deleteMessage(d -> d.queueUrl(ExecutionHistory.QUEUE).receiptHandle(message.receiptHandle()));
    }

    /** Presses a button: what is sent belongs to this press and no other. */
    void decide(String id, String value) {
        String output = json(id, value);
        press(new Press(id, output, null, Optional.empty()), () -> pending.succeedJson(id, output));
    }

    /** Approves as one of several people. */
    void approve(String id, String person) {
        Press.Vote vote = new Press.Vote(person, true, false);
        String output = json(id, "approved by " + process.name + ", press " + world.presses.size());
        vote(id, vote, output, new Decision.Success(output));
    }

    /** Rejects as one of several people, which decides at once. */
    void reject(String id, String person) {
        Press.Vote vote = new Press.Vote(person, false, false);
        String cause = id + "/rejected by " + process.name + ", press " + world.presses.size();
        vote(id, vote, "Rejected: " + cause, new Decision.Failure("Rejected", cause));
    }

    void withdraw(String id, String person) {
        Press.Vote vote = new Press.Vote(person, false, true);
        onAttempt(
                id,
                attempt -> press(
                        new Press(id, id + " withdrawn by " + process.name, null, Optional.of(vote)),
                        () -> pending.withdraw(id, attempt, DecidedBy.person(person))));
    }

    private void vote(String id, Press.Vote vote, String output, Decision decision) {
        onAttempt(
                id,
                attempt -> press(
                        new Press(id, output, null, Optional.of(vote)),
                        () -> pending.decide(id, attempt, decision, DecidedBy.person(vote.person()))));
    }

    /** A form shows the attempt that waits, and answers no other. */
    private void onAttempt(String id, Consumer<String> action) {
        attempt(() -> pending.find(id).map(PendingTask::attempt).ifPresent(action));
    }

    private void press(Press press, Supplier<DecisionOutcome> call) {
        int at = world.presses.size();
        world.presses.add(press);
        attempt(() -> {
            DecisionOutcome outcome = call.get();
            world.note(process.name + " hears " + outcome);
            world.presses.set(at, press.told(outcome));
        });
    }

    /** Reports the completion of a job, whose id is the task's. */
    void signal(String event, String value) {
        world.signals.putIfAbsent(event, false);
        attempt(() -> {
            pending.signal(event, new Decision.Success(json(event, value)));
            world.signals.put(event, true);
        });
    }

    private static String json(String id, String value) {
        return "\"" + id + "/" + value + "\"";
    }

    /** Parks the token that the service has for this task. */
    void park(SimulatedTask task) {
        attempt(() -> pending.park(task.id, task.work(), world.info(task.id)));
    }

    void resend(String id) {
        attempt(() -> pending.resend(id));
    }

    void resendUndelivered() {
        attempt(pending::resendUndelivered);
    }

    void forget(String id) {
        world.service.tasks(id).forEach(task -> task.forgotten = true);
        attempt(() -> pending.forget(id));
    }

    /** Sends the message of an execution's open task again. */
    void rescue(String id) {
        OpenTasks open = OpenTasks.builder(sfn)
                .callsPerSecond(1_000_000)
                .clock(world.clock)
                .build();
        TaskResender resender = TaskResender.builder().sqs(sqs).build();
        attempt(() -> {
            for (OpenTask task : open.in(ExecutionHistory.arn(id)).tasks()) {
                resender.resend(task);
            }
        });
    }

    /** Does what a caller does with the documented exceptions: it goes on, and somebody tries again later. */
    private void attempt(Runnable call) {
        try {
            call.run();
        } catch (TaskTokenException e) {
            world.note(process.name + " is refused: " + e.getClass().getSimpleName());
        }
    }
}
