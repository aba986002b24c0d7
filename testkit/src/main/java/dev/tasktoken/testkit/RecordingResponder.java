package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.TokenResponder;
import java.util.List;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * For unit tests of handlers: a real {@link TokenResponder} whose answers go nowhere and are kept.
 *
 * <p>It has no executions and checks nothing: any text is a token of an open task until it is answered, and any text is
 * an output. For a service that refuses what the real one refuses, use {@link LocalStepFunctions}.
 *
 * <p>Thread-safe. Nothing needs to be closed.
 *
 * <pre>{@code
 * RecordingResponder recording = RecordingResponder.create();
 * CallbackProcessor<Order> processor = CallbackProcessor.of(recording.responder(), Order.class, order -> 42);
 * String taskToken = TestTokens.numbered(1);
 * processor.process(Delivery.of(Deliveries.direct(taskToken, new Order("order-42")).event()));
 * assertThat(recording.task(taskToken)).isAnswered().withOutput(42);
 * }</pre>
 */
public final class RecordingResponder {
    private final RecordingSfnClient client = new RecordingSfnClient();
    private final TokenResponder responder = TokenResponder.of(client);

    private RecordingResponder() {}

    /**
     * Creates one that has no answers yet.
     *
     * @return a new instance
     */
    public static RecordingResponder create() {
        return new RecordingResponder();
    }

    /**
     * Returns the responder for the code under test.
     *
     * @return the same one each time, with all of {@link TokenResponder}'s defaults
     */
    public TokenResponder responder() {
        return responder;
    }

    /**
     * Returns the client behind {@link #responder()}, for a responder with settings of its own. Operations other than
     * SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat throw {@link UnsupportedOperationException}.
     *
     * @return the same client each time; closing it does nothing
     */
    public SfnClient client() {
        return client;
    }

    /**
     * Returns every call, refused ones included.
     *
     * @return the calls, oldest first
     */
    public List<TaskCall> calls() {
        return client.calls();
    }

    /**
     * Returns those of {@link #calls()} that answered a task: successes and failures that were taken.
     *
     * @return the calls, oldest first
     */
    public List<TaskCall> answers() {
        return calls().stream().filter(TaskCall::isAnswer).toList();
    }

    /**
     * Returns how many heartbeats open tasks had.
     *
     * @return the number of heartbeats that were taken
     */
    public int heartbeats() {
        return (int) calls().stream()
                .filter(TaskCall::isHeartbeat)
                .filter(TaskCall::isAccepted)
                .count();
    }

    /**
     * Returns the state of a task and the calls about it until now.
     *
     * @param taskToken the token's text
     * @return whether it is open, and the calls about it
     */
    public RecordedTask task(String taskToken) {
        return client.task(requireNonNull(taskToken, "taskToken"));
    }

    /**
     * Closes a task, as a timeout, a stopped execution or another worker's answer does: every later call about it is
     * refused with {@code TaskTimedOut}.
     *
     * @param taskToken the token's text
     */
    public void closeTask(String taskToken) {
        client.closeTask(requireNonNull(taskToken, "taskToken"));
    }

    /**
     * Refuses the next call, whatever it is, with this exception. Several wait for their turn.
     *
     * @param refusal for instance an SDK exception
     */
    public void refuseNext(RuntimeException refusal) {
        client.refuseNext(requireNonNull(refusal, "refusal"));
    }
}
