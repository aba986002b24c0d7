package dev.tasktoken.lambda;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tasktoken.CallbackEnvelope;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.RedeliveryRequestedException;
import dev.tasktoken.Settlement;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.DeliveryKit;
import dev.tasktoken.testkit.DeliveryShape;
import dev.tasktoken.testkit.DeliveryShape.Found;
import dev.tasktoken.testkit.DeliveryShape.Refused;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every form of a payload, event or call must do with every shape of the kit that it can carry. */
abstract class ReadingContract {
    static final Context CONTEXT = LambdaContext.of("orders").requestId("m-1");

    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();

    /** What this form cannot carry. */
    abstract Carries carries();

    /** How many shapes of the kit it can carry, so that a rule that grows is seen. */
    abstract int carried();

    abstract CallbackEnvelope read(DeliveryShape shape);

    abstract Settlement process(DeliveryShape shape, CallbackProcessor<?> processor);

    /** Checks what became of a shape that must come again. */
    void checkAgain(DeliveryShape shape, CallbackProcessor<?> processor) {
        String reason = ((Refused) shape.expected()).reason().getSimpleName();

        assertThatThrownBy(() -> process(shape, processor))
                .isExactlyInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith(reason)
                .hasMessageNotContaining(TestTokens.PREFIX);
    }

    @Test
    void carriesAsManyShapesAsItCan() {
        long carried = DeliveryKit.all().stream()
                .filter(shape -> carries().obstacle(shape).isEmpty())
                .count();

        System.out.println(getClass().getSimpleName() + ": " + carried + " of "
                + DeliveryKit.all().size() + " shapes");
        assertThat(carried).isEqualTo(carried());
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
        assumeCarried(shape);
        CallbackProcessor<?> processor = CallbackProcessor.of(responder, Object.class, payload -> 42);

        checkAgain(shape, processor);

        assertThat(stepFunctions.answers()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#all")
    void logsNoToken(DeliveryShape shape) {
        assumeCarried(shape);
        CallbackProcessor<?> processor = CallbackProcessor.of(responder, Object.class, payload -> {
            throw new IllegalStateException("the handler quotes " + payload);
        });
        PrintStream standardError = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));

        String outcome;
        try {
            outcome = process(shape, processor).toString();
        } catch (RedeliveryRequestedException again) {
            outcome = again.toString();
        } finally {
            System.setErr(standardError);
        }

        assertThat(log.toString(StandardCharsets.UTF_8)).contains("Delivery[m-1]");
        assertThat(log + outcome).doesNotContain(TestTokens.PREFIX);
    }

    private void assumeCarried(DeliveryShape shape) {
        carries()
                .obstacle(shape)
                .ifPresent(reason -> Assumptions.abort(getClass().getSimpleName() + ": " + reason));
    }
}
