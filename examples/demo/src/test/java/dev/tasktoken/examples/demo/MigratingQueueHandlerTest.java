package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.HandWrittenQueueHandler;
import dev.tasktoken.examples.guide.Moving;
import dev.tasktoken.examples.guide.QueueHandler;
import dev.tasktoken.examples.guide.Shop.Order;
import dev.tasktoken.examples.guide.Shop.Receipt;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.LambdaEvents;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.SqsDelivery;
import dev.tasktoken.testkit.StartedExecution;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The function of docs/migrating.md that a queue feeds: each problem before the migration, and its absence after. */
@Timeout(60)
class MigratingQueueHandlerTest {
    private static final String LONG_MESSAGE = "<html>".repeat(6000);

    @RegisterExtension
    static final LocalServices SERVICES = new LocalServices();

    private final LocalStepFunctions stepFunctions = SERVICES.startStepFunctions();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());
    private final MigratedStates states = new MigratedStates(stepFunctions);
    private final AtomicInteger charges = new AtomicInteger();

    @Test
    void bothQueueHandlersAnswer() throws IOException {
        answersAMessage(queueHandlerBefore());
        answersAMessage(queueHandlerAfter());
    }

    private void answersAMessage(RequestHandler<SQSEvent, SQSBatchResponse> handler) throws IOException {
        StartedExecution execution = states.charge();

        List<String> failures = failuresOf(handler, MigratedStates.charged(execution));

        assertThat(failures).isEmpty();
        assertThat(execution).succeeded().withOutputAt("/receipt/paid", 1999);
    }

    @Test
    void beforeARedeliveryChargesAgainAndStaysInTheQueue() throws IOException {
        SqsDelivery delivery = MigratedStates.charged(states.charge());
        failuresOf(queueHandlerBefore(), delivery);

        List<String> failures = failuresOf(queueHandlerBefore(), delivery.redelivered());

        assertThat(failures).hasSize(1);
        assertThat(charges).hasValue(2);
    }

    @Test
    void afterARedeliveryIsAcknowledgedAndNotChargedAgain() throws IOException {
        SqsDelivery delivery = MigratedStates.charged(states.charge());
        failuresOf(queueHandlerAfter(), delivery);

        List<String> failures = failuresOf(queueHandlerAfter(), delivery.redelivered());

        assertThat(failures).isEmpty();
        assertThat(charges).hasValue(1);
    }

    @Test
    void beforeALostResponseIsTakenForAFailureAndChargedAgain() throws IOException {
        StartedExecution execution = states.charge();
        SqsDelivery delivery = MigratedStates.charged(execution);
        loseAResponse();

        List<String> failures = failuresOf(queueHandlerBefore(), delivery);
        failuresOf(queueHandlerBefore(), delivery.redelivered());

        assertThat(failures).hasSize(1);
        assertThat(charges).hasValue(2);
        assertThat(execution).succeeded(); // by the first call
    }

    @Test
    void afterALostResponseIsUnconfirmedAndAcknowledged() throws IOException {
        StartedExecution execution = states.charge();
        loseAResponse();

        List<String> failures = failuresOf(queueHandlerAfter(), MigratedStates.charged(execution));

        assertThat(failures).isEmpty();
        assertThat(charges).hasValue(1);
        assertThat(execution).succeeded();
    }

    @Test
    void beforeALongMessageIsAFailureThatCannotBeSentAndTheTaskHangs() throws IOException {
        String token = states.charge().awaitOpenTask();
        HandWrittenQueueHandler handler = new HandWrittenQueueHandler(stepFunctions.client(), order -> {
            throw new IllegalStateException(LONG_MESSAGE);
        });

        List<String> failures =
                failuresOf(handler, Deliveries.sqs(token, MigratedStates.ORDER).tokenAt(MigratedStates.TOKEN));

        assertThat(failures).hasSize(1);
        assertThat(stepFunctions.task(token)).isOpen().hadCalls("SendTaskFailure", 1);
    }

    @Test
    void afterALongMessageIsCutAndTheTaskFails() throws IOException {
        StartedExecution execution = states.charge();
        QueueHandler handler = new QueueHandler(responder, order -> {
            throw new IllegalStateException(LONG_MESSAGE);
        });

        List<String> failures = failuresOf(handler, MigratedStates.charged(execution));

        assertThat(failures).isEmpty();
        assertThat(execution).failed().withError("java.lang.IllegalStateException");
    }

    @Test
    void beforeATopicInBetweenHidesTheToken() throws IOException {
        StartedExecution execution = states.charge();
        SqsDelivery wrapped = Deliveries.snsInSqs(execution.awaitOpenTask(), MigratedStates.ORDER)
                .tokenAt(MigratedStates.TOKEN);

        List<String> failures = failuresOf(queueHandlerBefore(), wrapped);

        assertThat(failures).hasSize(1);
        assertThat(execution).isRunning();
    }

    @Test
    void afterATopicInBetweenChangesNothing() throws IOException {
        StartedExecution execution = states.charge();
        SqsDelivery wrapped = Deliveries.snsInSqs(execution.awaitOpenTask(), MigratedStates.ORDER)
                .tokenAt(MigratedStates.TOKEN);

        List<String> failures = failuresOf(queueHandlerAfter(), wrapped);

        assertThat(failures).isEmpty();
        assertThat(execution).succeeded();
    }

    @Test
    void theCauseIsWhatItWasIfTheCallerSaysSo() throws IOException {
        StartedExecution execution = states.charge();
        QueueHandler handler = new QueueHandler(Moving.keepingTheCauses(stepFunctions.client()), order -> {
            throw new IllegalStateException("no such card");
        });

        failuresOf(handler, MigratedStates.charged(execution));

        assertThat(execution)
                .failed()
                .withError("java.lang.IllegalStateException")
                .withCause("no such card");
    }

    @Test
    void unknownPropertiesAreAnErrorUnlessTheCallerSaysSo() throws IOException {
        String more = "{\"orderId\": \"0001\", \"cents\": 1999, \"colour\": \"red\"}";
        StartedExecution strict = states.charge();
        StartedExecution lenient = states.charge();

        failuresOf(queueHandlerAfter(), Deliveries.sqs(strict.awaitOpenTask(), more));
        SqsMessages.process(
                Deliveries.sqs(lenient.awaitOpenTask(), more).message(),
                Moving.ignoringWhatIsUnknown(responder, order -> new Receipt(order.cents())));

        assertThat(strict).failed().withError("InvalidPayload");
        assertThat(lenient).succeeded();
    }

    @Test
    void aFirstReceiveElsewhereIsChargedAgainUnlessTheProcessorAlwaysAsks() throws IOException {
        SqsDelivery delivery = MigratedStates.charged(states.charge());
        failuresOf(queueHandlerAfter(), delivery);

        SqsMessages.process(delivery.message(), Moving.askingAlways(responder, this::charge));
        assertThat(charges).hasValue(1);
        failuresOf(queueHandlerAfter(), delivery);

        assertThat(charges).hasValue(2);
    }

    private Receipt charge(Order order) {
        charges.incrementAndGet();
        return new Receipt(order.cents());
    }

    private HandWrittenQueueHandler queueHandlerBefore() {
        return new HandWrittenQueueHandler(stepFunctions.client(), this::charge);
    }

    /** Each time another instance, as in another function's process. */
    private QueueHandler queueHandlerAfter() {
        return new QueueHandler(responder, this::charge);
    }

    private static List<String> failuresOf(RequestHandler<SQSEvent, SQSBatchResponse> handler, SqsDelivery delivery) {
        return handler
                .handleRequest(
                        LambdaEvents.sqs(delivery), LambdaContext.of("charge").timeout(Duration.ofSeconds(30)))
                .getBatchItemFailures()
                .stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private void loseAResponse() {
        stepFunctions
                .faults()
                .inject(Fault.cutAfter().operations("SendTaskSuccess").times(1));
    }
}
