package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.PayloadHandler;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.DeliveryShape.Found;
import dev.tasktoken.testkit.DeliveryShape.Refused;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every adapter must do with every shape of {@link DeliveryKit}, as tests: extend it, and JUnit runs them against
 * your own.
 *
 * <p>They read each shape, process it, and look for tokens in what is logged. The tests replace {@code System.out} and
 * {@code System.err} while they look, so do not run them concurrently with others. They need
 * {@code org.junit.jupiter:junit-jupiter}, {@code org.assertj:assertj-core} and an slf4j binding among the tests'
 * dependencies; the testkit does not bring them. The binding must write the loggers {@code dev.tasktoken} to the
 * console at DEBUG.
 *
 * <pre>{@code
 * class MyMessagesTest extends AdapterContract {
 *     @Override
 *     protected CallbackEnvelope read(DeliveryShape shape) {
 *         return MyMessages.read(message(shape));
 *     }
 *
 *     @Override
 *     protected Settlement process(DeliveryShape shape, CallbackProcessor<?> processor) {
 *         return MyMessages.process(message(shape), processor);
 *     }
 *
 *     private static MyMessage message(DeliveryShape shape) {
 *         return new MyMessage(MESSAGE_ID, shape.body(), shape.attributes());
 *     }
 * }
 * }</pre>
 */
public abstract class AdapterContract {
    /** The id to give each message. The adapter must hand it to its deliveries, so that log lines name it. */
    protected static final String MESSAGE_ID = "m-1";

    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();

    /** For subclasses. */
    protected AdapterContract() {}

    /**
     * Reads a shape by the adapter.
     *
     * @param shape the shape, to be put into a message of the transport
     * @return the envelope that the adapter reads from that message
     */
    protected abstract CallbackEnvelope read(DeliveryShape shape);

    /**
     * Processes a shape by the adapter.
     *
     * @param shape the shape, to be put into a message of the transport
     * @param processor handles the message
     * @return how the adapter settled the message
     */
    protected abstract Settlement process(DeliveryShape shape, CallbackProcessor<?> processor);

    /**
     * Returns how the processors that {@link #process} is given read and bind.
     *
     * @return the reader; by default {@link CallbackReader#standard()}
     */
    protected CallbackReader reader() {
        return CallbackReader.standard();
    }

    /**
     * Says why the transport cannot carry a shape. Such a shape's tests are aborted with that reason.
     *
     * @param shape the shape
     * @return the reason; empty, as by default, if the transport can carry it
     */
    protected Optional<String> obstacle(DeliveryShape shape) {
        return Optional.empty();
    }

    /**
     * Checks that the adapter requests the redelivery of a shape that must be refused. By default {@link #process} must
     * return {@link Settlement.Redeliver} with that reason. Override it for an adapter that throws instead.
     *
     * @param shape the shape
     * @param processor to process it with
     * @param reason the exception with which reading must be refused
     */
    protected void requireRedelivery(
            DeliveryShape shape, CallbackProcessor<?> processor, Class<? extends TaskTokenException> reason) {
        assertThat(process(shape, processor))
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        again -> assertThat(again.reason()).isExactlyInstanceOf(reason));
    }

    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#all")
    void readsTheShapeAsExpected(DeliveryShape shape) {
        assumeCarried(shape);

        shape.check(this::read);
    }

    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#readable")
    void handsTheTypedPayloadToTheHandlerAndAnswersTheTask(DeliveryShape shape) {
        assumeCarried(shape);
        Found expected = (Found) shape.expected();
        List<Object> handled = new ArrayList<>();
        CallbackProcessor<?> processor = processor(expected.type(), payload -> {
            handled.add(payload);
            return 42;
        });

        Settlement settlement = process(shape, processor);

        assertThat(settlement.isAcknowledged()).isTrue();
        assertThat(handled.equals(List.of(expected.payload()))).as("payload").isTrue();
        assertThat(stepFunctions.answers()).hasSize(1);
        assertThat(stepFunctions.task(expected.token())).succeeded().withOutput("42");
    }

    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#refused")
    void requestsRedeliveryOfARefusedShapeAndSendsNothing(DeliveryShape shape) {
        assumeCarried(shape);
        CallbackProcessor<?> processor = processor(Object.class, payload -> 42);

        requireRedelivery(shape, processor, ((Refused) shape.expected()).reason());

        assertThat(stepFunctions.answers()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#all")
    void logsNoToken(DeliveryShape shape) {
        assumeCarried(shape);
        CallbackProcessor<?> processor = processor(Object.class, payload -> {
            throw new IllegalStateException("the handler quotes " + payload);
        });
        List<String> outcome = new ArrayList<>();

        String log = logOf(() -> outcome.add(outcomeOf(shape, processor)));

        assertThat(log).contains("Delivery[" + MESSAGE_ID + "]");
        assertThat(log + outcome).doesNotContain(TestTokens.PREFIX);
    }

    private <T> CallbackProcessor<T> processor(Class<T> type, PayloadHandler<T> handler) {
        return CallbackProcessor.builder(responder, type)
                .reader(reader())
                .handler(handler)
                .build();
    }

    private String outcomeOf(DeliveryShape shape, CallbackProcessor<?> processor) {
        try {
            return process(shape, processor).toString();
        } catch (RedeliveryRequestedException requested) {
            return requested.toString();
        }
    }

    private static String logOf(Runnable action) {
        PrintStream output = System.out;
        PrintStream errors = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            action.run();
        } finally {
            System.setOut(output);
            System.setErr(errors);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    private void assumeCarried(DeliveryShape shape) {
        obstacle(shape).ifPresent(reason -> Assumptions.abort(getClass().getSimpleName() + ": " + reason));
    }
}
