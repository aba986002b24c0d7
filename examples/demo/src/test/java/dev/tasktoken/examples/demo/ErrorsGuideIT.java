package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FailureMapper;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.PausedTask;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.lambda.DeadLetterHandler;
import dev.tasktoken.lambda.LambdaPayloads;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.DeadlineAction;
import dev.tasktoken.processor.DuplicateCheck;
import dev.tasktoken.processor.PayloadHandler;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LambdaEvents;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.TaskCall;
import dev.tasktoken.testkit.TestTokens;
import dev.tasktoken.testkit.lint.CallbackLint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.SfnClient;

/** docs/errors.md: its table of errors and its states are read from the page and come true. */
class ErrorsGuideIT {
    private static final String ORDER = "{\"orderId\": \"0001\", \"cents\": 1999}";
    private static final String TOKEN = TestTokens.numbered(1);

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());
    private final RecordingResponder recording = RecordingResponder.create();

    record Order(String orderId, int cents) {}

    record Misunderstood(int orderId, int cents) {}

    private interface Bank {
        Object charge(Order order) throws IOException;
    }

    private interface Archive {
        String store(Object output);
    }

    @AfterEach
    void stop() {
        stepFunctions.close();
    }

    static DocumentFile page() throws IOException {
        return DocumentFile.of("docs/errors.md");
    }

    /** All but the row of several names, which are the integrations' own. */
    static Stream<String> errors() throws IOException {
        return page().tableRows("| error |").stream()
                .map(row -> row.get(0).replace("`", ""))
                .filter(error -> !error.contains(", "));
    }

    static List<GuideState> states() throws IOException {
        return GuideState.of(page());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void everyErrorIsCaughtByItsNameWithItsCause(String error) {
        Map<String, String> parts = Map.ofEntries(
                Map.entry("CardRefused", "expired"),
                Map.entry(
                        "java.io.IOException",
                        "\"errorMessage\":\"the line is dead\",\"errorType\":\"java.io.IOException\","),
                Map.entry("InvalidPayload", "orderId"),
                Map.entry("OutputTooLarge", "262144 bytes"),
                Map.entry("OutputNotSerializable", "java.lang.Object"),
                Map.entry("OutputNotJson", "not one JSON value"),
                Map.entry("TooManyReceives", "Received 3 times, at most 2 allowed"),
                Map.entry("DeadlineReached", "0 ms before its deadline"),
                Map.entry(
                        "DeadLetter",
                        "of arn:aws:sqs:us-east-1:123456789012:orders was given up unanswered after 4 receives"),
                Map.entry("AlreadyPending", "under the id expense-7"),
                Map.entry("dev.tasktoken.processor.RedeliveryRequestedException", "the bank is closed until six"));
        StartedExecution execution = stepFunctions.run(catching(error), ORDER);
        if (error.startsWith("States.")) {
            execution.awaitOpenTask();
            stepFunctions.clock().advance(Duration.ofSeconds(error.equals("States.Timeout") ? 3600 : 61));
        }

        assertThat(execution).succeeded().visitedExactly("Task", "Caught");
        JsonNode caught = Json.parse(execution.await().output().orElseThrow());

        assertThat(caught.path("Cause").asText())
                .contains(parts.getOrDefault(error, ""))
                .doesNotContain("0001", "first");
        assertThat(caught.path("Cause").isTextual()).isTrue();
        assertThat(caught.path("Cause").textValue().isEmpty()).isEqualTo(error.startsWith("States."));
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateIsClean(GuideState state) {
        assertThat(CallbackLint.check(state.machine())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("states")
    void whatIsNamedIsCaughtByItsName(GuideState state) {
        StartedExecution refused = running(state, order -> {
            throw new TaskFailureException("CardRefused", "expired");
        });
        assertThat(refused)
                .succeeded()
                .visitedExactly("Task", "Refused")
                .withOutputAt("/refusal/Cause", "\"expired\"")
                .withOutputAt("/orderId", "\"0001\"");

        StartedExecution broken = running(state, order -> "x".repeat(300_000));
        assertThat(broken)
                .succeeded()
                .visitedExactly("Task", "Broken")
                .withOutputAt("/failure/Error", "\"OutputTooLarge\"");
    }

    @ParameterizedTest
    @MethodSource("states")
    void aMissedHeartbeatIsCaught(GuideState state) {
        stepFunctions.functions().register("charge", payload -> "null");
        StartedExecution execution = stepFunctions.run(definition(state), ORDER);
        execution.awaitOpenTask();

        stepFunctions.clock().advance(Duration.ofSeconds(61));

        assertThat(execution)
                .succeeded()
                .visitedExactly("Task", "Given up")
                .withOutputAt("/timeout/Error", "\"States.Timeout\"");
    }

    @ParameterizedTest
    @MethodSource("states")
    void anIOExceptionIsRetriedWithANewToken(GuideState state) {
        List<String> payloads = new CopyOnWriteArrayList<>();
        stepFunctions.functions().register("charge", payload -> {
            payloads.add(payload);
            processor(order -> {
                        if (payloads.size() == 1) {
                            throw new IOException("the line is dead");
                        }
                        return "paid";
                    })
                    .process(Delivery.of(payload));
            return "null";
        });

        StartedExecution execution = stepFunctions.run(definition(state), ORDER);
        execution.awaitState("Task");
        stepFunctions.clock().advance(Duration.ZERO); // the first attempt
        stepFunctions.clock().advance(Duration.ofSeconds(5)); // the second

        assertThat(execution).succeeded().visitedExactly("Task", "Charged").withOutput("\"paid\"");
        assertThat(payloads.stream().map(ErrorsGuideIT::fingerprint).distinct()).hasSize(2);
        Settlement old = processor(order -> {
                    throw new AssertionError("the work of a dead token");
                })
                .process(Delivery.of(payloads.get(0)));
        assertThat(old).isEqualTo(new Settlement.AlreadyClosed());
    }

    @Test
    void aHandlerSaysWhatFailed() {
        Bank bank = order -> Map.of("paid", order.cents());
        TokenResponder responder = recording.responder();

        CallbackProcessor<Order> processor = CallbackProcessor.builder(responder, Order.class)
                .heartbeatEvery(Duration.ofSeconds(20)) // a third of the state's HeartbeatSeconds
                .handler(order -> {
                    if (order.cents() > 100_000) {
                        throw new TaskFailureException("CardRefused", "over the limit");
                    }
                    return bank.charge(order); // an IOException is one that Retry can match
                })
                .build();

        processor.process(
                Delivery.of(Deliveries.direct(TOKEN, new Order("0001", 1999)).event()));
        assertThat(recording.task(TOKEN)).succeeded().withOutputAt("/paid", 1999);
        String other = TestTokens.numbered(2);
        processor.process(
                Delivery.of(Deliveries.direct(other, new Order("0002", 100_001)).event()));
        assertThat(recording.task(other)).failed().withError("CardRefused").withCause("over the limit");
    }

    @Test
    void exceptionsOfOthersGetNamesOfYours() {
        SfnClient client = recording.client();

        TokenResponder responder = TokenResponder.builder()
                .client(client)
                .failureMapper(thrown -> thrown instanceof IOException
                        ? new TaskFailure("BankDown", "the bank does not answer")
                        : FailureMapper.lambda().map(thrown))
                .build();

        responder.fail(TaskToken.of(TOKEN), new IOException("connection reset"));
        assertThat(recording.task(TOKEN)).failed().withError("BankDown").withCause("the bank does not answer");
        String other = TestTokens.numbered(2);
        responder.fail(TaskToken.of(other), new IllegalStateException());
        assertThat(recording.task(other)).failed().withError("java.lang.IllegalStateException");
    }

    @Test
    void aMapperThatThrowsIsAnsweredByTheDefault() {
        TokenResponder responder = TokenResponder.builder()
                .client(recording.client())
                .failureMapper(thrown -> {
                    throw new IllegalStateException("a bug");
                })
                .build();

        responder.fail(TaskToken.of(TOKEN), new IOException("connection reset"));

        assertThat(recording.task(TOKEN)).failed().withError("java.io.IOException");
    }

    @Test
    void aLargeResultIsStored() {
        SfnClient client = recording.client();
        Map<String, Object> stored = new HashMap<>();
        Archive archive = output -> {
            stored.put("receipt-1", output);
            return "receipt-1";
        };

        TokenResponder responder = TokenResponder.builder()
                .client(client)
                .oversizedOutput(output -> Map.of("storedAs", archive.store(output)))
                .build();

        responder.succeed(TaskToken.of(TOKEN), "x".repeat(262_143)); // and two quotes
        assertThat(recording.task(TOKEN)).succeeded().withOutput(Map.of("storedAs", "receipt-1"));
        assertThat(stored).containsOnlyKeys("receipt-1");
        String fitting = TestTokens.numbered(2);
        responder.succeed(TaskToken.of(fitting), "x".repeat(262_142));
        assertThat(recording.task(fitting)).succeeded().withOutput("\"" + "x".repeat(262_142) + "\"");
    }

    @Test
    void aLongCauseIsCutAndStaysJson() {
        TokenResponder responder = recording.responder();

        responder.fail(TaskToken.of(TOKEN), new IllegalStateException("x".repeat(40_000)));
        responder.fail(TaskToken.of(TestTokens.numbered(2)), "E".repeat(257), "c".repeat(32_769));

        TaskCall thrown = recording.answers().get(0);
        JsonNode cause = Json.parse(thrown.cause().orElseThrow());
        assertThat(thrown.cause().orElseThrow().length()).isLessThanOrEqualTo(32_768);
        assertThat(cause.path("errorMessage").asText()).startsWith("xxx").endsWith("... [cut]");
        TaskCall said = recording.answers().get(1);
        assertThat(said.error().orElseThrow()).hasSize(256).endsWith("... [cut]");
        assertThat(said.cause().orElseThrow()).hasSize(32_768).endsWith("... [cut]");
    }

    @Test
    void aCauseNeverHasTheToken() {
        TaskToken token = TaskToken.of(TOKEN);

        recording.responder().fail(token, "Refused", "the bank refused " + token.value());

        assertThat(recording.answers().get(0).cause().map(cause -> cause.equals("the bank refused " + token)))
                .contains(true);
    }

    @Test
    void aKeptAnswerIsSentWithoutRedoingTheWork() {
        List<Order> charged = new ArrayList<>();
        CallbackProcessor<Order> processor = CallbackProcessor.builder(recording.responder(), Order.class)
                .retryAnswerFor(Duration.ZERO)
                .handler(order -> charged.add(order))
                .build();
        Delivery delivery = Delivery.builder(Deliveries.direct(TOKEN, ORDER).event())
                .receiveCount(1)
                .build();
        recording.refuseNext(SdkClientException.create("connection reset"));

        Settlement first = processor.process(delivery);
        Settlement second = processor.process(delivery);

        assertThat(first.isAcknowledged()).isFalse();
        assertThat(second).isInstanceOf(Settlement.Succeeded.class);
        assertThat(charged).hasSize(1);
        assertThat(recording.task(TOKEN)).succeeded().withOutput(true);
    }

    @Test
    void aHandlerAsksForItsDeliveryAgain() {
        CallbackProcessor<Order> processor = CallbackProcessor.of(recording.responder(), Order.class, order -> {
            throw new RedeliveryRequestedException("the bank is closed until six");
        });

        Settlement settlement =
                processor.process(Delivery.of(Deliveries.direct(TOKEN, ORDER).event()));

        assertThat(settlement.isAcknowledged()).isFalse();
        assertThat(recording.task(TOKEN)).isOpen();
    }

    @Test
    void aLostResponseIsUnconfirmed() {
        stepFunctions.functions().register("work", payload -> "null");
        StartedExecution execution = stepFunctions.run(machine(", \"TimeoutSeconds\": 3600", "States.ALL"), ORDER);
        TaskToken task = TaskToken.of(execution.awaitOpenTask());
        stepFunctions
                .faults()
                .inject(Fault.cutAfter().operations("SendTaskSuccess").times(1));

        assertThat(isHeard(responder, task, "paid")).isTrue();
        assertThat(responder.succeed(task, "paid again")).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
        assertThat(execution).succeeded().withOutput("\"paid\"");
        assertThat(stepFunctions.faults().calls("SendTaskSuccess")).isEqualTo(3);
    }

    @Test
    void anAnswerIsHeardOnce() {
        TaskToken task = TaskToken.of(TOKEN);

        assertThat(isHeard(recording.responder(), task, "paid")).isTrue();
        assertThat(isHeard(recording.responder(), task, "paid again")).isFalse();
    }

    private static boolean isHeard(TokenResponder responder, PausedTask task, Object receipt) {
        return switch (responder.succeed(task, receipt)) {
            case ACCEPTED -> true; // the workflow goes on with it
            case ALREADY_CLOSED -> false; // nobody hears it: undo the work, if that can be done
            case UNCONFIRMED -> true; // perhaps it was heard, and the response was lost: undo nothing
        };
    }

    @Test
    void theWorkOfAClosedTaskIsNotDone() {
        List<Order> charged = new ArrayList<>();
        CallbackProcessor<Order> processor =
                CallbackProcessor.of(recording.responder(), Order.class, order -> charged.add(order));
        recording.closeTask(TOKEN);

        Settlement settlement =
                SqsMessages.process(Deliveries.sqs(TOKEN, ORDER).redelivered().message(), processor);

        assertThat(settlement).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(charged).isEmpty();
    }

    @Test
    void theFirstReceiveOfADeadTokenIsWorkUnlessEachIsChecked() {
        List<Order> charged = new ArrayList<>();
        recording.closeTask(TOKEN);

        Settlement unchecked =
                received(CallbackProcessor.of(recording.responder(), Order.class, order -> charged.add(order)), 1);
        assertThat(unchecked).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ALREADY_CLOSED));
        assertThat(charged).hasSize(1);

        Settlement checked = received(
                CallbackProcessor.builder(recording.responder(), Order.class)
                        .duplicateCheck(DuplicateCheck.ALWAYS)
                        .handler(order -> charged.add(order))
                        .build(),
                1);
        assertThat(checked).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(charged).hasSize(1);
    }

    @Test
    void whatTheLibraryDoesNotGetThroughIsNoFailure() {
        TaskToken another = TaskToken.of(TestTokens.numbered(2));
        TokenResponder responder = recording.responder();
        recording.refuseNext(SdkClientException.create("connection reset"));

        Settlement unheard = received(
                CallbackProcessor.of(responder, Order.class, order -> responder.succeed(another, "paid, too")), 1);
        Settlement unstored = received(
                CallbackProcessor.of(responder, Order.class, order -> {
                    throw new StoreUnavailableException("the bucket is slow", null);
                }),
                1);

        assertThat(unheard)
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        again -> assertThat(again.reason()).isInstanceOf(AnswerNotDeliveredException.class));
        assertThat(unstored)
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        again -> assertThat(again.reason()).isInstanceOf(StoreUnavailableException.class));
        assertThat(recording.task(TOKEN)).isOpen();
    }

    @Test
    void whatCannotBeReadComesAgainAlone() {
        String rival = ", \"childTaskToken\": \"" + TestTokens.numbered(2) + "\"}";
        SQSEvent event = LambdaEvents.sqs(
                Deliveries.sqs(TOKEN, ORDER).withoutToken().messageId("none"),
                Deliveries.sqs(TOKEN, ORDER.replace("}", rival)).messageId("two"),
                Deliveries.sqs(TOKEN, ORDER.replace("}", ", \"taskToken\": \"$$.Task.Token\"}"))
                        .withoutToken()
                        .messageId("slip"),
                Deliveries.sqs(TOKEN, ORDER).messageId("text"),
                Deliveries.sqs(TestTokens.numbered(3), "{\"orderId\": []}").messageId("unbound"),
                Deliveries.sqs(TestTokens.numbered(4), ORDER).messageId("good"));
        event.getRecords().get(3).setBody("charge order 1, please");

        var response = SqsEvents.process(event, null, CallbackProcessor.of(recording.responder(), Order.class, o -> 1));

        assertThat(response.getBatchItemFailures().stream().map(failure -> failure.getItemIdentifier()))
                .containsExactly("none", "two", "slip", "text");
        assertThat(recording.task(TestTokens.numbered(3))).failed().withError("InvalidPayload");
        assertThat(recording.task(TestTokens.numbered(4))).succeeded();
        assertThat(recording.answers()).hasSize(2);
    }

    @Test
    void workThatIsNeverDoneFailsItsTaskInTheEnd() {
        TokenResponder responder = recording.responder();
        Bank bank = order -> {
            throw new RedeliveryRequestedException("the bank is closed until six");
        };

        CallbackProcessor<Order> processor = CallbackProcessor.builder(responder, Order.class)
                .maxReceives(3)
                .handler(order -> bank.charge(order))
                .build();

        for (int receives = 1; receives < 3; receives++) {
            assertThat(received(processor, receives).isAcknowledged()).isFalse();
        }
        assertThat(received(processor, 3).isAcknowledged()).isTrue();
        assertThat(recording.task(TOKEN)).failed().withError("TooManyReceives");
    }

    @Test
    void aDeadLetterFailsItsTask() {
        TokenResponder responder = recording.responder();

        DeadLetterHandler deadLetters = new DeadLetterHandler(responder);

        SQSEvent event = LambdaEvents.sqs(Deliveries.sqs(TOKEN, ORDER).receiveCount(4));
        assertThat(deadLetters.handleRequest(event, null).getBatchItemFailures())
                .isEmpty();
        assertThat(recording.task(TOKEN)).failed().withError("DeadLetter");
    }

    @Test
    void whatLambdaGaveUpFailsItsTask() {
        String payload = Deliveries.direct(TOKEN, ORDER).event();
        String destination = """
                {"version": "1.0", "timestamp": "2026-01-01T00:00:00.000Z",
                  "requestContext": {"requestId": "1", "condition": "RetriesExhausted", "approximateInvokeCount": 3},
                  "requestPayload": %s,
                  "responseContext": {"statusCode": 200, "functionError": "Unhandled"},
                  "responsePayload": {"errorType": "java.io.IOException"}}
                """.formatted(payload);

        assertThat(isFailedAsADeadLetter(payload)).isTrue();
        assertThat(isFailedAsADeadLetter(Deliveries.eventBridge(TOKEN, ORDER).event()))
                .isTrue();
        assertThat(isFailedAsADeadLetter(destination)).isTrue();
        assertThat(isFailedAsADeadLetter(Deliveries.sns(TOKEN, ORDER).event())).isFalse();
    }

    /** Whether the function fails the task of what another queue than the state's has as its message. */
    private static boolean isFailedAsADeadLetter(String body) {
        RecordingResponder recording = RecordingResponder.create();
        SQSEvent event = LambdaEvents.sqs(Deliveries.sqs(TestTokens.numbered(2), ORDER));
        event.getRecords().get(0).setBody(body);
        boolean isLeft = !new DeadLetterHandler(recording.responder())
                .handleRequest(event, null)
                .getBatchItemFailures()
                .isEmpty();
        if (isLeft) {
            assertThat(recording.answers()).isEmpty();
            return false;
        }
        assertThat(recording.task(TOKEN)).failed().withError("DeadLetter");
        return true;
    }

    private static Settlement received(CallbackProcessor<Order> processor, int receives) {
        return SqsMessages.process(
                Deliveries.sqs(TOKEN, ORDER).receiveCount(receives).message(), processor);
    }

    /** A state whose function makes the error happen, and which catches nothing else. */
    private String catching(String error) {
        Work work = Objects.requireNonNull(work().get(error), () -> "nothing makes " + error + " happen");
        stepFunctions.functions().register("work", payload -> {
            work.take(payload);
            return "null";
        });
        return machine(
                ", \"TimeoutSeconds\": 3600" + (error.equals("States.Timeout") ? "" : ", \"HeartbeatSeconds\": 60"),
                error);
    }

    private static String machine(String limits, String error) {
        return """
                {"StartAt": "Task", "States": {
                  "Task": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                    "Parameters": {"FunctionName": "work", "Payload":
                      {"orderId.$": "$.orderId", "cents.$": "$.cents", "taskToken.$": "$$.Task.Token"}}%s,
                    "Catch": [{"ErrorEquals": ["%s"], "Next": "Caught"}],
                    "Next": "Done"},
                  "Done": {"Type": "Succeed"},
                  "Caught": {"Type": "Succeed"}}}
                """.formatted(limits, error);
    }

    /** What makes each error of the table happen. */
    private Map<String, Work> work() {
        Map<String, Work> work = new HashMap<>();
        work.put("CardRefused", throwing(new TaskFailureException("CardRefused", "expired")));
        work.put("java.io.IOException", throwing(new IOException("the line is dead")));
        work.put(
                "InvalidPayload",
                payload -> CallbackProcessor.of(responder, Misunderstood.class, order -> 1)
                        .process(Delivery.of(payload.replace("0001", "first"))));
        work.put("OutputTooLarge", returning("x".repeat(262_144)));
        work.put("OutputNotSerializable", returning(new Object()));
        work.put("OutputNotJson", payload -> {
            PausedTask task = CallbackReader.standard().read(payload);
            assertThatThrownBy(() -> responder.succeedJson(task, "paid")).isInstanceOf(OutputRejectedException.class);
        });
        work.put(
                "TooManyReceives",
                payload -> CallbackProcessor.builder(responder, Order.class)
                        .maxReceives(2)
                        .handler(order -> 1)
                        .build()
                        .process(Delivery.builder(payload).receiveCount(3).build()));
        work.put("DeadlineReached", this::beyondTheDeadline);
        work.put("DeadLetter", this::toTheDeadLetterQueue);
        work.put("AlreadyPending", this::underATakenId);
        work.put(
                "dev.tasktoken.processor.RedeliveryRequestedException",
                payload -> LambdaPayloads.process(payload, null, processor(order -> {
                    throw new RedeliveryRequestedException("the bank is closed until six");
                })));
        work.put("States.Timeout", payload -> {});
        work.put("States.HeartbeatTimeout", payload -> {});
        return work;
    }

    @Test
    void theTableNamesEveryErrorOfTheLibrary() throws IOException {
        assertThat(errors()).containsExactlyInAnyOrderElementsOf(work().keySet());
        assertThat(errors())
                .contains(
                        TaskFailure.INVALID_PAYLOAD,
                        TaskFailure.OUTPUT_TOO_LARGE,
                        TaskFailure.OUTPUT_NOT_SERIALIZABLE,
                        TaskFailure.OUTPUT_NOT_JSON,
                        TaskFailure.TOO_MANY_RECEIVES,
                        TaskFailure.DEADLINE_REACHED,
                        TaskFailure.DEAD_LETTER,
                        TaskFailure.ALREADY_PENDING);
    }

    private void underATakenId(String payload) {
        PendingTasks pending = PendingTasks.of(recording.responder(), TokenStore.inMemory());
        pending.park("expense-7", TaskToken.of(TOKEN));
        CallbackProcessor.builder(responder, Order.class)
                .action((order, task) -> pending.park("expense-7", task))
                .build()
                .process(Delivery.of(payload));
    }

    private void beyondTheDeadline(String payload) {
        CallbackProcessor.builder(responder, Order.class)
                .atDeadline(DeadlineAction.FAIL_TASK)
                .deadlineMargin(Duration.ZERO)
                .action((order, task) -> new CountDownLatch(1).await())
                .build()
                .process(Delivery.builder(payload)
                        .deadline(Instant.now().plusSeconds(1))
                        .build());
    }

    private void toTheDeadLetterQueue(String payload) {
        SQSEvent event = LambdaEvents.sqs(Deliveries.sqs(TOKEN, ORDER).receiveCount(4));
        event.getRecords().get(0).setBody(payload);
        event.getRecords()
                .get(0)
                .getAttributes()
                .put("DeadLetterQueueSourceArn", "arn:aws:sqs:us-east-1:123456789012:orders");
        new DeadLetterHandler(responder).handleRequest(event, null);
    }

    private Work throwing(Exception thrown) {
        return payload -> processor(order -> {
                    throw thrown;
                })
                .process(Delivery.of(payload));
    }

    private Work returning(Object result) {
        return payload -> processor(order -> result).process(Delivery.of(payload));
    }

    private CallbackProcessor<Order> processor(PayloadHandler<Order> handler) {
        return CallbackProcessor.of(responder, Order.class, handler);
    }

    private StartedExecution running(GuideState state, PayloadHandler<Order> handler) {
        stepFunctions.functions().register("charge", payload -> {
            processor(handler).process(Delivery.of(payload));
            return "null";
        });
        return stepFunctions.run(definition(state), ORDER);
    }

    private static String definition(GuideState state) {
        return DefinitionSubstitutions.apply(state.machine(), Map.of("ChargeFunction", "charge"));
    }

    private static String fingerprint(String payload) {
        return CallbackReader.standard().read(payload).taskToken().fingerprint();
    }

    @FunctionalInterface
    private interface Work {
        void take(String payload) throws Exception;
    }
}
