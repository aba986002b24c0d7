package dev.tasktoken.examples.expense;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.examples.locallambda.FunctionCommand;
import dev.tasktoken.examples.locallambda.FunctionProcess;
import dev.tasktoken.examples.locallambda.LocalRuntimeApi;
import dev.tasktoken.testkit.QueueConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The deployable jar under Lambda's real Java runtime client: one handler for both kinds, out of one queue, and the
 * page on which a person decides about a callback.
 */
@EnabledOnOs(OS.LINUX)
class ExpenseRuntimeIT {
    private static final Path JAR = Path.of("target", "tasktoken-expense.jar");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void answersTasksAndCallbacksOutOfOneBatchAndLeavesWhatItCannotAnswer() throws Exception {
        try (ExpenseSystem system = new ExpenseSystem();
                LocalRuntimeApi api = new LocalRuntimeApi();
                FunctionProcess function = start(ExpenseHandler.class, api, system)) {
            String task = system.pauseTask("t-1", 40);
            String badTask = system.pauseTask("t-2", -1);
            String bigTask = system.pauseTask("t-3", 900);
            String callback = system.pauseCallback("c-1", 40);
            String badCallback = system.pauseCallback("c-2", -1);
            String bigCallback = system.pauseCallback("c-3", 900);
            String both = system.callbacks().createCallback();
            system.send("{\"taskToken\":\"" + system.secrets().get(0) + "\",\"callbackId\":\"" + both
                    + "\",\"expenseId\":\"b-1\",\"employee\":\"Eve\",\"euros\":1}");
            system.send("{\"expenseId\":\"n-1\",\"employee\":\"Eve\",\"euros\":1}");
            system.send("{\"callbackToken\":\"" + both + "\",\"expenseId\":\"b-2\",\"employee\":\"Eve\",\"euros\":1}");
            system.send("this is not JSON");

            QueueConnection connection = system.connect(api::invoke);

            assertThat(system.ending(task)).isEqualTo("{\"expenseId\":\"t-1\",\"approved\":true,\"by\":\"rule\"}");
            assertThat(system.ending(badTask)).isEqualTo("failed with NotAnExpense");
            assertThat(system.callbacks().awaitClosed(callback))
                    .succeeded()
                    .withOutput("{\"expenseId\":\"c-1\",\"approved\":true,\"by\":\"rule\"}");
            assertThat(system.callbacks().awaitClosed(badCallback)).failed().withError("NotAnExpense");
            connection.close();
            assertThat(system.batches()).isEqualTo(1);
            assertThat(system.queueSize())
                    .as("what cannot be answered is redelivered")
                    .isEqualTo(4);
            assertThat(system.callbacks().isOpen(bigCallback))
                    .as("a person decides")
                    .isTrue();
            assertThat(system.callbacks().isOpen(both)).as("never guessed").isTrue();
            assertThat(bigTask).isNotEmpty();
            assertKeepsSecrets(function, system.secrets());
        }
    }

    @Test
    void aPersonApprovesACallbackOnThePageAndItsLinksDecideNothingTwice() throws Exception {
        try (ExpenseSystem system = new ExpenseSystem();
                LocalRuntimeApi queue = new LocalRuntimeApi();
                LocalRuntimeApi http = new LocalRuntimeApi();
                FunctionProcess worker = start(ExpenseHandler.class, queue, system);
                FunctionProcess page = start(ApprovalPageHandler.class, http, system)) {
            String callback = system.pauseCallback("trip+to/ulm=7", 900);
            queue.invoke(record(system));
            JsonNode mail = MAPPER.readTree(system.mail().body());
            String approve = mail.required("approve").textValue();

            JsonNode question = call(http, "GET", approve);
            boolean isOpenAfterGet = system.callbacks().isOpen(callback);
            JsonNode answer = call(http, "POST", approve);
            JsonNode late = call(http, "POST", mail.required("reject").textValue());

            assertThat(mail.required("subject").textValue()).isEqualTo("900 EUR of Bob");
            assertThat(question.path("statusCode").intValue()).isEqualTo(200);
            assertThat(question.path("body").textValue()).contains("Approve 900 EUR of Bob?");
            assertThat(isOpenAfterGet).isTrue();
            assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
            assertThat(late.path("statusCode").intValue()).isEqualTo(409);
            assertThat(system.callbacks().callback(callback))
                    .succeeded()
                    .withOutput("{\"expenseId\":\"trip+to/ulm=7\",\"approved\":true,\"by\":\"person\"}")
                    .hadCalls("SendDurableExecutionCallbackFailure", 0);
            assertKeepsSecrets(worker, system.secrets());
            assertKeepsSecrets(page, system.secrets());
        }
    }

    /** The message in the queue, as Lambda hands it to the function. */
    private static String record(ExpenseSystem system) throws IOException {
        var message = system.sqs()
                .receiveMessage(r -> r.queueUrl(system.queueUrl()).waitTimeSeconds(20))
                .messages()
                .get(0);
        return "{\"Records\":[{\"messageId\":\"m-1\",\"eventSource\":\"aws:sqs\",\"body\":"
                + MAPPER.writeValueAsString(message.body()) + ",\"attributes\":{\"ApproximateReceiveCount\":\"1\"}}]}";
    }

    private static JsonNode call(LocalRuntimeApi api, String method, String link) throws Exception {
        String query = URI.create(link).getRawQuery();
        String event = "{\"version\":\"2.0\",\"rawQueryString\":\"" + query
                + "\",\"queryStringParameters\":{\"link\":\""
                + query.substring(query.indexOf('=') + 1) + "\"},\"requestContext\":{\"http\":{\"method\":\"" + method
                + "\"}}}";
        return MAPPER.readTree(api.invoke(event));
    }

    private FunctionProcess start(Class<?> handler, LocalRuntimeApi api, ExpenseSystem system) throws Exception {
        List<String> jvm = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.log.dev.tasktoken=debug",
                "-Dorg.slf4j.simpleLogger.log.software.amazon.awssdk=debug");
        FunctionCommand command = new FunctionCommand(jvm, List.of(JAR), handler.getName(), system.settings());
        FunctionProcess function =
                FunctionProcess.start(command, api, directory.resolve(handler.getSimpleName() + ".log"));
        api.awaitFunction();
        return function;
    }

    /** What is not logged at all cannot leak either: this fails if the levels were not set. */
    private static void assertKeepsSecrets(FunctionProcess function, List<String> secrets) throws IOException {
        String output = function.output();
        assertThat(output).contains("DEBUG dev.tasktoken.", "DEBUG software.amazon.awssdk.");
        assertThat(secrets.stream().filter(output::contains).count())
                .as("tokens and ids in the output")
                .isZero();
    }
}
