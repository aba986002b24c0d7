package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.PayloadHandler;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.lint.CallbackLint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/errors.md: its table of errors and its states are read from the page, and the errors are made to happen. */
class ErrorsGuideIT {
    private static final String ORDER = "{\"orderId\": \"0001\", \"cents\": 1999}";

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());
    private final ErrorsOfTheGuide errors = new ErrorsOfTheGuide(responder);

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
        StartedExecution execution = catching(error);
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
            errors.processor(order -> {
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
        Settlement old = errors.processor(order -> {
                    throw new AssertionError("the handler of a closed task");
                })
                .process(Delivery.of(payloads.get(0)));
        assertThat(old).isEqualTo(new Settlement.AlreadyClosed());
    }

    @Test
    void theTableNamesEveryErrorOfTheLibrary() throws IOException {
        assertThat(errors()).containsExactlyInAnyOrderElementsOf(errors.all().keySet());
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

    /** Runs a state whose function makes the error happen, and which catches nothing else. */
    private StartedExecution catching(String error) {
        ErrorsOfTheGuide.Reaction reaction =
                Objects.requireNonNull(errors.all().get(error), () -> "nothing makes " + error + " happen");
        stepFunctions.functions().register("charge", payload -> {
            reaction.take(payload);
            return "null";
        });
        return stepFunctions.run(GuideTask.catching(error), ORDER);
    }

    private StartedExecution running(GuideState state, PayloadHandler<ErrorsOfTheGuide.Order> handler) {
        stepFunctions.functions().register("charge", payload -> {
            errors.processor(handler).process(Delivery.of(payload));
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
}
