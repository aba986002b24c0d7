package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.FilmWorker;
import dev.tasktoken.examples.guide.HandWrittenFunction;
import dev.tasktoken.examples.guide.HandWrittenQueueHandler;
import dev.tasktoken.examples.guide.HandWrittenTopicHandler;
import dev.tasktoken.examples.guide.HandWrittenWorker;
import dev.tasktoken.examples.guide.LabelFunction;
import dev.tasktoken.examples.guide.Moving;
import dev.tasktoken.examples.guide.QueueHandler;
import dev.tasktoken.examples.guide.Shop.Order;
import dev.tasktoken.examples.guide.Shop.Printer;
import dev.tasktoken.examples.guide.Shop.Receipt;
import dev.tasktoken.examples.guide.Shop.Studio;
import dev.tasktoken.examples.guide.TopicHandler;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.sqs.SqsWorker;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.LambdaEvents;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.SnsDelivery;
import dev.tasktoken.testkit.SqsDelivery;
import dev.tasktoken.testkit.StartedExecution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Each problem of the tables in docs/migrating.md: a test shows it before the migration, and another its absence after.
 */
@Timeout(60)
class MigratingGuideTest {
    private static final Order ORDER = new Order("0001", 1999);
    private static final String TOKEN = "/taskToken";
    private static final Duration EVERY = Duration.ofSeconds(200);
    private static final Duration HIDDEN = Duration.ofSeconds(3);
    private static final String LONG_MESSAGE = "<html>".repeat(6000);

    @RegisterExtension
    static final LocalServices SERVICES = new LocalServices();

    private final AtomicInteger charges = new AtomicInteger();
    private final AtomicInteger labels = new AtomicInteger();
    private final ScheduledThreadPoolExecutor beats = new ScheduledThreadPoolExecutor(1);
    private final LocalQueues queues = SERVICES.queues();
    private final LocalStepFunctions stepFunctions = SERVICES.startStepFunctions();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());

    @BeforeEach
    void dropCancelledBeats() {
        beats.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void stopBeats() {
        beats.shutdownNow();
    }

    @Test
    void theLinesOfTheTableAreThoseOfTheBlocks() throws IOException {
        DocumentFile document = DocumentFile.of("docs/migrating.md");
        List<Long> lines = document.blocks("java").stream()
                .filter(block -> block.startsWith("public final class"))
                .map(block -> block.lines().filter(line -> !line.isBlank()).count())
                .toList();

        List<Long> counted = document.tableRows("| | before |").stream()
                .flatMap(row -> List.of(row.get(1), row.get(2)).stream())
                .map(Long::valueOf)
                .toList();

        assertThat(counted).isEqualTo(lines).hasSize(8);
    }

    @Test
    void everyProblemIsShownBeforeAndAfter() throws IOException {
        String[] parts = DocumentFile.of("docs/migrating.md").text().split("\\| problem \\| before \\| after \\|\n");
        long problems = Arrays.stream(parts)
                .skip(1)
                .flatMap(table ->
                        table.lines().takeWhile(line -> line.startsWith("|")).skip(1))
                .count();

        assertThat(problems)
                .isEqualTo(testsThatBeginWith("before"))
                .isEqualTo(testsThatBeginWith("after"))
                .isPositive();
    }

    private static long testsThatBeginWith(String word) {
        return Arrays.stream(MigratingGuideTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> method.getName().startsWith(word))
                .count();
    }

    @Test
    void bothQueueHandlersAnswer() throws IOException {
        answersAMessage(queueHandlerBefore());
        answersAMessage(queueHandlerAfter());
    }

    private void answersAMessage(RequestHandler<SQSEvent, SQSBatchResponse> handler) throws IOException {
        StartedExecution execution = charge();

        List<String> failures = failuresOf(handler, charged(execution));

        assertThat(failures).isEmpty();
        assertThat(execution).succeeded().withOutputAt("/receipt/paid", 1999);
    }

    @Test
    void beforeARedeliveryChargesAgainAndStaysInTheQueue() throws IOException {
        SqsDelivery delivery = charged(charge());
        failuresOf(queueHandlerBefore(), delivery);

        List<String> failures = failuresOf(queueHandlerBefore(), delivery.redelivered());

        assertThat(failures).hasSize(1);
        assertThat(charges).hasValue(2);
    }

    @Test
    void afterARedeliveryIsAcknowledgedAndNotChargedAgain() throws IOException {
        SqsDelivery delivery = charged(charge());
        failuresOf(queueHandlerAfter(), delivery);

        List<String> failures = failuresOf(queueHandlerAfter(), delivery.redelivered());

        assertThat(failures).isEmpty();
        assertThat(charges).hasValue(1);
    }

    @Test
    void beforeALostResponseIsTakenForAFailureAndChargedAgain() throws IOException {
        StartedExecution execution = charge();
        SqsDelivery delivery = charged(execution);
        loseAResponse();

        List<String> failures = failuresOf(queueHandlerBefore(), delivery);
        failuresOf(queueHandlerBefore(), delivery.redelivered());

        assertThat(failures).hasSize(1);
        assertThat(charges).hasValue(2);
        assertThat(execution).succeeded(); // by the first call
    }

    @Test
    void afterALostResponseIsUnconfirmedAndAcknowledged() throws IOException {
        StartedExecution execution = charge();
        loseAResponse();

        List<String> failures = failuresOf(queueHandlerAfter(), charged(execution));

        assertThat(failures).isEmpty();
        assertThat(charges).hasValue(1);
        assertThat(execution).succeeded();
    }

    @Test
    void beforeALongMessageIsAFailureThatCannotBeSentAndTheTaskHangs() throws IOException {
        String token = charge().awaitOpenTask();
        HandWrittenQueueHandler handler = new HandWrittenQueueHandler(stepFunctions.client(), order -> {
            throw new IllegalStateException(LONG_MESSAGE);
        });

        List<String> failures = failuresOf(handler, Deliveries.sqs(token, ORDER).tokenAt(TOKEN));

        assertThat(failures).hasSize(1);
        assertThat(stepFunctions.task(token)).isOpen().hadCalls("SendTaskFailure", 1);
    }

    @Test
    void afterALongMessageIsCutAndTheTaskFails() throws IOException {
        StartedExecution execution = charge();
        QueueHandler handler = new QueueHandler(responder, order -> {
            throw new IllegalStateException(LONG_MESSAGE);
        });

        List<String> failures = failuresOf(handler, charged(execution));

        assertThat(failures).isEmpty();
        assertThat(execution).failed().withError("java.lang.IllegalStateException");
    }

    @Test
    void beforeATopicInBetweenHidesTheToken() throws IOException {
        StartedExecution execution = charge();
        SqsDelivery wrapped =
                Deliveries.snsInSqs(execution.awaitOpenTask(), ORDER).tokenAt(TOKEN);

        List<String> failures = failuresOf(queueHandlerBefore(), wrapped);

        assertThat(failures).hasSize(1);
        assertThat(execution).isRunning();
    }

    @Test
    void afterATopicInBetweenChangesNothing() throws IOException {
        StartedExecution execution = charge();
        SqsDelivery wrapped =
                Deliveries.snsInSqs(execution.awaitOpenTask(), ORDER).tokenAt(TOKEN);

        List<String> failures = failuresOf(queueHandlerAfter(), wrapped);

        assertThat(failures).isEmpty();
        assertThat(execution).succeeded();
    }

    @Test
    void bothTopicHandlersAnswer() throws IOException {
        answersANotification(topicHandlerBefore());
        answersANotification(topicHandlerAfter());
    }

    private void answersANotification(RequestHandler<SNSEvent, ?> handler) throws IOException {
        StartedExecution execution = printByHand();

        handle(handler, labelled(execution));

        assertThat(execution).succeeded().withOutput(Map.of("label", "label of 0001"));
    }

    @Test
    void beforeOnlyTheFirstRecordIsAnswered() throws IOException {
        StartedExecution first = printByHand();
        StartedExecution second = printByHand();

        handle(topicHandlerBefore(), labelled(first, second));

        assertThat(first).succeeded();
        assertThat(second).isRunning();
    }

    @Test
    void afterEveryRecordIsAnswered() throws IOException {
        StartedExecution first = printByHand();
        StartedExecution second = printByHand();

        handle(topicHandlerAfter(), labelled(first, second));

        assertThat(first).succeeded();
        assertThat(second).succeeded();
    }

    @Test
    void beforeARedeliveredEventIsPrintedAgainAndThrows() throws IOException {
        SNSEvent event = labelled(printByHand());
        handle(topicHandlerBefore(), event);

        assertThatThrownBy(() -> handle(topicHandlerBefore(), event)).isInstanceOf(TaskTimedOutException.class);
        assertThat(labels).hasValue(2);
    }

    @Test
    void afterARedeliveredEventIsNotPrintedAgain() throws IOException {
        SNSEvent event = labelled(printByHand());
        handle(topicHandlerAfter(), event);

        handle(topicHandlerAfter(), event);

        assertThat(labels).hasValue(1);
    }

    @Test
    void beforeWorkThatThrowsIsTriedThreeTimesAndTheTaskHangs() throws IOException {
        stepFunctions.functions().register("print", before(this::jam));
        StartedExecution execution = printLater();

        tryThreeTimes();

        assertThat(labels).hasValue(3);
        assertThat(execution).isRunning();
    }

    @Test
    void afterWorkThatThrowsFailsTheTaskAtOnce() throws IOException {
        stepFunctions.functions().register("print", after(this::jam));

        StartedExecution execution = printLater();

        assertThat(execution).failed().withError("java.lang.IllegalStateException");
        assertThat(labels).hasValue(1);
    }

    @Test
    void beforeATextIsNoOutputAndIsPrintedThreeTimes() throws IOException {
        stepFunctions.functions().register("print", before(this::label));
        StartedExecution execution = printLater();

        tryThreeTimes();

        assertThat(labels).hasValue(3);
        assertThat(execution).isRunning();
    }

    @Test
    void afterATextIsSentAsJson() throws IOException {
        stepFunctions.functions().register("print", after(this::label));

        StartedExecution execution = printLater();

        assertThat(execution).succeeded().withOutput("\"label of 0001\"");
        assertThat(labels).hasValue(1);
    }

    @Test
    void bothWorkersAnswer() throws IOException {
        Queue queue = queues.create("both-" + System.nanoTime());
        StartedExecution execution = render(queue);
        startBefore(queue, title -> 24, EVERY);
        assertThat(execution).succeeded().withOutput(Map.of("frames", 24));

        Queue other = queues.create("both-" + System.nanoTime());
        StartedExecution next = render(other);
        try (SqsWorker after = workerAfter(other, title -> 24, EVERY)) {
            assertThat(next).succeeded().withOutput(Map.of("frames", 24));
            await(() -> after.status().deleted() == 1);
        }
    }

    @Test
    void beforeOneClosedTaskEndsTheWholeWorker() throws IOException {
        Queue queue = queues.create("ends-" + System.nanoTime());
        stop(render(queue));
        HandWrittenWorker worker = workerBefore(queue, title -> 24, EVERY);

        assertThatThrownBy(worker::run).isInstanceOf(TaskTimedOutException.class);
    }

    @Test
    void afterOneClosedTaskIsOneDeletedMessage() throws IOException {
        Queue queue = queues.create("goes-on-" + System.nanoTime());
        stop(render(queue));
        StartedExecution next = render(queue);

        try (SqsWorker worker = workerAfter(queue, title -> 24, EVERY)) {
            assertThat(next).succeeded();
            await(() -> worker.status().deleted() == 2);
        }
    }

    @Test
    void beforeTheWaitInTheQueueEndsTheTaskBeforeItsFirstHeartbeat() throws IOException, InterruptedException {
        Queue queue = queues.create("late-" + System.nanoTime());
        StartedExecution execution = render(queue);
        String token = execution.awaitOpenTask();
        CountDownLatch begun = new CountDownLatch(1);
        stepFunctions.clock().advance(Duration.ofMinutes(9));
        startBefore(queue, blocking(begun), EVERY);
        begun.await();

        stepFunctions.clock().advance(Duration.ofMinutes(2));

        assertThat(stepFunctions.task(token)).isClosedUnanswered().hadHeartbeats(0);
    }

    @Test
    void afterTheFirstHeartbeatGoesAtOnce() throws IOException {
        Queue queue = queues.create("at-once-" + System.nanoTime());
        StartedExecution execution = render(queue);
        String token = execution.awaitOpenTask();
        stepFunctions.clock().advance(Duration.ofMinutes(9));

        SqsWorker worker = workerAfter(queue, blocking(new CountDownLatch(1)), EVERY);
        await(() -> stepFunctions.task(token).heartbeats() > 0);
        stepFunctions.clock().advance(Duration.ofMinutes(2));

        assertThat(stepFunctions.task(token)).isOpen();
        worker.stop(Duration.ZERO);
    }

    @Test
    void beforeOneHeartbeatThatFailsIsTheLast() throws IOException, InterruptedException {
        Queue queue = queues.create("silent-" + System.nanoTime());
        StartedExecution execution = render(queue);
        execution.awaitOpenTask();
        Fault refused = refuseAHeartbeat();
        CountDownLatch begun = new CountDownLatch(1);
        startBefore(queue, blocking(begun), Duration.ofMillis(100));
        begun.await();

        await(() -> stepFunctions.faults().met(refused) == 1);
        await(() -> beats.getQueue().isEmpty() && beats.getActiveCount() == 0); // nothing is scheduled any more

        assertThat(stepFunctions.faults().calls("SendTaskHeartbeat")).isEqualTo(1);
    }

    @Test
    void afterOneHeartbeatThatFailsIsFollowedByOthers() throws IOException {
        Queue queue = queues.create("beating-" + System.nanoTime());
        String token = render(queue).awaitOpenTask();
        Fault refused = refuseAHeartbeat();

        SqsWorker worker = workerAfter(queue, blocking(new CountDownLatch(1)), Duration.ofMillis(100));

        await(() -> stepFunctions.faults().met(refused) == 1
                && stepFunctions.task(token).heartbeats() > 1);
        worker.stop(Duration.ZERO);
    }

    @Test
    void beforeTheMessageOfWorkThatTakesLongGoesToASecondWorker() throws IOException, InterruptedException {
        Queue queue = shortlyHiding();
        render(queue);
        CountDownLatch begun = new CountDownLatch(2);
        Studio studio = blocking(begun);
        startBefore(queue, studio, EVERY);
        startBefore(queue, studio, EVERY);

        begun.await(); // both at work on one film

        assertThat(begun.getCount()).isZero();
    }

    @Test
    void afterTheMessageIsHiddenForAsLongAsTheWorkTakes() throws IOException {
        Queue queue = shortlyHiding();
        StartedExecution execution = render(queue);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch rendered = new CountDownLatch(1);

        try (SqsWorker worker = workerAfter(
                queue,
                title -> {
                    begun.countDown();
                    rendered.await();
                    return 24;
                },
                EVERY)) {
            await(() -> begun.getCount() == 0);
            Instant end = Instant.now().plus(HIDDEN).plusSeconds(1);
            while (Instant.now().isBefore(end)) {
                assertThat(queue.receive()).isEmpty(); // waits a second for it
            }
            rendered.countDown();

            assertThat(execution).succeeded();
            await(() -> worker.status().deleted() == 1);
        }
    }

    @Test
    void theCauseIsWhatItWasIfTheCallerSaysSo() throws IOException {
        StartedExecution execution = charge();
        QueueHandler handler = new QueueHandler(Moving.keepingTheCauses(stepFunctions.client()), order -> {
            throw new IllegalStateException("no such card");
        });

        failuresOf(handler, charged(execution));

        assertThat(execution)
                .failed()
                .withError("java.lang.IllegalStateException")
                .withCause("no such card");
    }

    @Test
    void unknownPropertiesAreAnErrorUnlessTheCallerSaysSo() throws IOException {
        String more = "{\"orderId\": \"0001\", \"cents\": 1999, \"colour\": \"red\"}";
        StartedExecution strict = charge();
        StartedExecution lenient = charge();

        failuresOf(queueHandlerAfter(), Deliveries.sqs(strict.awaitOpenTask(), more));
        SqsMessages.process(
                Deliveries.sqs(lenient.awaitOpenTask(), more).message(),
                Moving.ignoringWhatIsUnknown(responder, order -> new Receipt(order.cents())));

        assertThat(strict).failed().withError("InvalidPayload");
        assertThat(lenient).succeeded();
    }

    @Test
    void aFirstReceiveElsewhereIsChargedAgainUnlessTheProcessorAlwaysAsks() throws IOException {
        SqsDelivery delivery = charged(charge());
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

    private String label(String orderId) {
        labels.incrementAndGet();
        return "label of " + orderId;
    }

    private String jam(String orderId) {
        labels.incrementAndGet();
        throw new IllegalStateException("paper jam");
    }

    private static Studio blocking(CountDownLatch begun) {
        return title -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return 24;
        };
    }

    private StartedExecution charge() throws IOException {
        stepFunctions.functions().register("charge", payload -> "null");
        String definition = definition("charge").replace("${ChargeFunction}", "charge");
        return stepFunctions.run(definition, ORDER);
    }

    private StartedExecution printByHand() throws IOException {
        stepFunctions.functions().register("print", payload -> "null");
        return printLater();
    }

    private StartedExecution printLater() throws IOException {
        return stepFunctions.run(definition("print-later"), ORDER);
    }

    private StartedExecution render(Queue queue) throws IOException {
        return stepFunctions.run(
                definition("render").replace("${QueueUrl}", queue.url()), Map.of("title", "Metropolis"));
    }

    private static String definition(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/guide/" + name + ".asl.json"));
    }

    private static SqsDelivery charged(StartedExecution execution) {
        return Deliveries.sqs(execution.awaitOpenTask(), ORDER).tokenAt(TOKEN);
    }

    private static SNSEvent labelled(StartedExecution... executions) {
        return LambdaEvents.sns(List.of(executions).stream()
                .map(execution -> Deliveries.sns(execution.awaitOpenTask(), Map.of("orderId", "0001"))
                        .tokenAt(TOKEN))
                .toArray(SnsDelivery[]::new));
    }

    private HandWrittenQueueHandler queueHandlerBefore() {
        return new HandWrittenQueueHandler(stepFunctions.client(), this::charge);
    }

    /** Each time another instance, as in another function's process. */
    private QueueHandler queueHandlerAfter() {
        return new QueueHandler(responder, this::charge);
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

    private HandWrittenWorker workerBefore(Queue queue, Studio studio, Duration every) {
        return new HandWrittenWorker(queues.client(), queue.url(), stepFunctions.client(), studio, beats, every);
    }

    private SqsWorker workerAfter(Queue queue, Studio studio, Duration every) {
        return FilmWorker.start(queues.client(), queue.url(), responder, studio, every, HIDDEN);
    }

    private static List<String> failuresOf(RequestHandler<SQSEvent, SQSBatchResponse> handler, SqsDelivery delivery) {
        return handler
                .handleRequest(LambdaEvents.sqs(delivery), LambdaContext.of("charge"))
                .getBatchItemFailures()
                .stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static void handle(RequestHandler<SNSEvent, ?> handler, SNSEvent event) {
        handler.handleRequest(event, LambdaContext.of("print"));
    }

    private void loseAResponse() {
        stepFunctions
                .faults()
                .inject(Fault.cutAfter().operations("SendTaskSuccess").times(1));
    }

    private Fault refuseAHeartbeat() {
        Fault refused = Fault.accessDenied().operations("SendTaskHeartbeat").times(1);
        stepFunctions.faults().inject(refused);
        return refused;
    }

    /** Lambda tries at once, after a minute, and after two more. */
    private void tryThreeTimes() {
        await(() -> {
            stepFunctions.clock().advance(Duration.ofMinutes(1));
            return stepFunctions.functions().invocations("print").size() == 3;
        });
    }

    private void stop(StartedExecution execution) {
        execution.awaitOpenTask();
        stepFunctions.client().stopExecution(stop -> stop.executionArn(execution.arn()));
    }

    /** A queue of its own timeout: a second. */
    private Queue shortlyHiding() {
        Queue queue = queues.create("hides-" + System.nanoTime());
        queues.client()
                .setQueueAttributes(set ->
                        set.queueUrl(queue.url()).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1")));
        return queue;
    }

    /** On a thread of its own, which polls until this JVM ends: it has no other end. */
    private void startBefore(Queue queue, Studio studio, Duration every) {
        Thread thread = new Thread(workerBefore(queue, studio, every));
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, thrown) -> {});
        thread.start();
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
