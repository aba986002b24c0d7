package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.HandWrittenFunction;
import dev.tasktoken.examples.guide.HandWrittenTopicHandler;
import dev.tasktoken.examples.guide.LabelFunction;
import dev.tasktoken.examples.guide.Shop.Printer;
import dev.tasktoken.examples.guide.TopicHandler;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/**
 * The functions of docs/migrating.md that a topic or the state machine invokes: each problem before the migration, and
 * its absence after.
 */
@Timeout(60)
class MigratingPrinterTest {
    @RegisterExtension
    static final LocalServices SERVICES = new LocalServices();

    private final LocalStepFunctions stepFunctions = SERVICES.startStepFunctions();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());
    private final MigratedStates states = new MigratedStates(stepFunctions);
    private final AtomicInteger labels = new AtomicInteger();

    @Test
    void bothTopicHandlersAnswer() throws IOException {
        answersANotification(topicHandlerBefore());
        answersANotification(topicHandlerAfter());
    }

    private void answersANotification(RequestHandler<SNSEvent, ?> handler) throws IOException {
        StartedExecution execution = states.printByHand();

        handle(handler, MigratedStates.labelled(execution));

        assertThat(execution).succeeded().withOutput(Map.of("label", "label of 0001"));
    }

    @Test
    void beforeOnlyTheFirstRecordIsAnswered() throws IOException {
        StartedExecution first = states.printByHand();
        StartedExecution second = states.printByHand();

        handle(topicHandlerBefore(), MigratedStates.labelled(first, second));

        assertThat(first).succeeded();
        assertThat(second).isRunning();
    }

    @Test
    void afterEveryRecordIsAnswered() throws IOException {
        StartedExecution first = states.printByHand();
        StartedExecution second = states.printByHand();

        handle(topicHandlerAfter(), MigratedStates.labelled(first, second));

        assertThat(first).succeeded();
        assertThat(second).succeeded();
    }

    @Test
    void beforeARedeliveredEventIsPrintedAgainAndThrows() throws IOException {
        SNSEvent event = MigratedStates.labelled(states.printByHand());
        handle(topicHandlerBefore(), event);

        assertThatThrownBy(() -> handle(topicHandlerBefore(), event)).isInstanceOf(TaskTimedOutException.class);
        assertThat(labels).hasValue(2);
    }

    @Test
    void afterARedeliveredEventIsNotPrintedAgain() throws IOException {
        SNSEvent event = MigratedStates.labelled(states.printByHand());
        handle(topicHandlerAfter(), event);

        handle(topicHandlerAfter(), event);

        assertThat(labels).hasValue(1);
    }

    @Test
    void beforeWorkThatThrowsIsTriedThreeTimesAndTheTaskHangs() throws IOException {
        stepFunctions.functions().register("print", before(this::jam));
        StartedExecution execution = states.printLater();

        tryThreeTimes();

        assertThat(labels).hasValue(3);
        assertThat(execution).isRunning();
    }

    @Test
    void afterWorkThatThrowsFailsTheTaskAtOnce() throws IOException {
        stepFunctions.functions().register("print", after(this::jam));

        StartedExecution execution = states.printLater();

        assertThat(execution).failed().withError("java.lang.IllegalStateException");
        assertThat(labels).hasValue(1);
    }

    @Test
    void beforeATextIsNoOutputAndIsPrintedThreeTimes() throws IOException {
        stepFunctions.functions().register("print", before(this::label));
        StartedExecution execution = states.printLater();

        tryThreeTimes();

        assertThat(labels).hasValue(3);
        assertThat(execution).isRunning();
    }

    @Test
    void afterATextIsSentAsJson() throws IOException {
        stepFunctions.functions().register("print", after(this::label));

        StartedExecution execution = states.printLater();

        assertThat(execution).succeeded().withOutput("\"label of 0001\"");
        assertThat(labels).hasValue(1);
    }

    private String label(String orderId) {
        labels.incrementAndGet();
        return "label of " + orderId;
    }

    private String jam(String orderId) {
        labels.incrementAndGet();
        throw new IllegalStateException("paper jam");
    }

    private HandWrittenTopicHandler topicHandlerBefore() {
        return new HandWrittenTopicHandler(stepFunctions.client(), this::label);
    }

    private TopicHandler topicHandlerAfter() {
        return new TopicHandler(responder, this::label);
    }

    private HandWrittenFunction before(Printer printer) {
        return new HandWrittenFunction(stepFunctions.client(), printer);
    }

    /** Each time another instance, as in another function's process. */
    private RequestStreamHandler after(Printer printer) {
        return (input, output, context) -> new LabelFunction(responder, printer).handleRequest(input, output, context);
    }

    private static void handle(RequestHandler<SNSEvent, ?> handler, SNSEvent event) {
        handler.handleRequest(event, LambdaContext.of("print"));
    }

    /** Lambda tries at once, after a minute, and after two more. */
    private void tryThreeTimes() {
        Eventually.await(() -> {
            stepFunctions.clock().advance(Duration.ofMinutes(1));
            return stepFunctions.functions().invocations("print").size() == 3;
        });
    }
}
