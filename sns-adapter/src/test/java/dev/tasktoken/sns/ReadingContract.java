package dev.tasktoken.sns;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.DeliveryShape.Found;
import dev.tasktoken.testkit.DeliveryShape.Refused;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every foreign type must do with every shape of the kit. */
abstract class ReadingContract {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();

    abstract CallbackEnvelope read(DeliveryShape shape);

    abstract Settlement process(DeliveryShape shape, CallbackProcessor<?> processor);

    /** Whether the transport can carry the shape at all. */
    boolean carries(DeliveryShape shape) {
        return true;
    }

    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#all")
    void readsTheShapeAsExpected(DeliveryShape shape) {
        assumeTrue(carries(shape));

        shape.check(this::read);
    }

    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#readable")
    void handsTheTypedPayloadToTheHandlerAndAnswersTheTask(DeliveryShape shape) {
        assumeTrue(carries(shape));

        Found expected = (Found) shape.expected();
        List<Object> handled = new ArrayList<>();
        CallbackProcessor<?> processor = CallbackProcessor.of(responder, expected.type(), payload -> {
            handled.add(payload);
            return 42;
        });

        Settlement settlement = process(shape, processor);

        assertThat(settlement.isSettled()).isTrue();
        assertThat(handled.equals(List.of(expected.payload()))).as("payload").isTrue();
        assertThat(stepFunctions.answers()).hasSize(1);
        assertThat(stepFunctions.task(expected.token())).succeeded().withOutput("42");
    }

    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#refused")
    void letsARefusedShapeComeAgainAndSendsNothing(DeliveryShape shape) {
        assumeTrue(carries(shape));

        CallbackProcessor<?> processor = CallbackProcessor.of(responder, Object.class, payload -> 42);

        Settlement settlement = process(shape, processor);

        assertThat(settlement)
                .isInstanceOfSatisfying(
                        Settlement.Again.class,
                        again -> assertThat(again.reason()).isExactlyInstanceOf(((Refused) shape.expected()).reason()));
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#all")
    void logsNoToken(DeliveryShape shape) {
        assumeTrue(carries(shape));

        CallbackProcessor<?> processor = CallbackProcessor.of(responder, Object.class, payload -> {
            throw new IllegalStateException("the handler quotes " + payload);
        });
        List<Settlement> settlement = new ArrayList<>();
        String log = Logged.by(() -> settlement.add(process(shape, processor)));

        assertThat(log).contains("Delivery[m-1]");
        assertThat(log + settlement).doesNotContain(TestTokens.PREFIX);
    }
}
