package dev.tasktoken.examples.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.examples.approval.ApprovalSystem.Reply;
import dev.tasktoken.testkit.LocalExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Order-approval against S3Proxy and the unmodified state machine. */
class OrderApprovalIT {
    private static final String ORDER =
            "{\"OrderId\":\"0001\",\"CustomerName\":\"<b>A. Customer</b>\",\"IsConfirmed\":false,\"Total\":12.5}";

    private ApprovalSystem system;

    @BeforeEach
    void start() throws Exception {
        system = new ApprovalSystem();
    }

    @AfterEach
    void close() {
        system.close();
    }

    private void place() throws Exception {
        assertThat(system.post("/orders", ORDER).status()).isEqualTo(202);
        system.awaitPending();
    }

    private String link(String action) throws Exception {
        return system.call("GET", ApprovalSystem.confirmation("0001"), "", ApprovalSystem.SECRET)
                .json()
                .at("/Links/" + action)
                .textValue();
    }

    @Test
    void completesAnOrderThatIsConfirmed() throws Exception {
        place();

        Reply reply = system.confirm("0001", true);

        LocalExecution end = system.end(system.executionOf("0001"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("Status").textValue()).isEqualTo("Confirmed");
        assertThat(end.status()).hasToString("SUCCEEDED");
        assertThat(Json.parse(end.output().orElseThrow()).orElseThrow().path("Payload"))
                .isEqualTo(Json.parse(ORDER.replace("false", "true").replace("}", ",\"Status\":\"Completed\"}"))
                        .orElseThrow());
    }

    @Test
    void failsAnOrderThatIsCancelled() throws Exception {
        place();

        Reply reply = system.confirm("0001", false);

        LocalExecution end = system.end(system.executionOf("0001"));
        assertThat(reply.json().path("Status").textValue()).isEqualTo("Cancelled");
        assertThat(end.status()).hasToString("FAILED");
        assertThat(end.cause()).contains("Cancelled from client...");
    }

    @Test
    void theSecondAnswerLearnsWhatWasDecided() throws Exception {
        place();
        system.confirm("0001", true);

        Reply other = system.confirm("0001", false);
        Reply same = system.confirm("0001", true);

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().path("Status").textValue()).isEqualTo("Confirmed");
        assertThat(other.json().path("DecidedAt").textValue()).endsWith("Z");
        assertThat(same.status()).isEqualTo(409);
        assertThat(system.end(system.executionOf("0001")).status()).hasToString("SUCCEEDED");
    }

    @Test
    void placingAnOrderTwiceStartsOneExecution() throws Exception {
        place();

        assertThat(system.post("/orders", ORDER).status()).isEqualTo(202);
        system.confirm("0001", true);
        system.end(system.executionOf("0001"));
        assertThat(system.post("/orders/", ORDER).status()).isEqualTo(202);

        assertThat(system.countExecutions()).isEqualTo(1);
    }

    @Test
    void anotherOrderOfTheSameIdIsRefused() throws Exception {
        place();

        Reply reply = system.post("/orders", ORDER.replace("12.5", "1"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(system.countExecutions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"OrderId\":\"../x\"}", "{\"CustomerName\":\"A\"}"})
    void whatIsNoOrderIsNotPlaced(String body) throws Exception {
        assertThat(system.post("/orders", body).status()).isEqualTo(400);
        assertThat(system.bucket().keys()).isEmpty();
    }

    @Test
    void anOrderThatIsTooLongIsNotPlaced() throws Exception {
        String order = ORDER.replace("A. Customer", "A".repeat(100_000));

        assertThat(system.post("/orders", order).status()).isEqualTo(413);
    }

    @Test
    void nobodyConfirmsWithoutTheSecret() throws Exception {
        place();
        String path = ApprovalSystem.confirmation("0001");
        String body = "{\"IsConfirmed\":true}";

        assertThat(system.post(path, body).status()).isEqualTo(401);
        assertThat(system.call("POST", path, body, "").status()).isEqualTo(401);
        assertThat(system.call("POST", path, body, ApprovalSystem.SECRET + "x").status())
                .isEqualTo(401);
        assertThat(system.call("GET", path, "", "x").headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(system.post(ApprovalSystem.confirmation("0404"), body).status())
                .as("who has no permission learns nothing of which orders there are")
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[true]", "{\"IsConfirmed\":\"true\"}", "{\"IsConfirmed\":null}", "{\"IsConfirmed\":1}"
            })
    void aConfirmationSaysTrueOrFalse(String body) throws Exception {
        place();

        Reply reply = system.call("POST", ApprovalSystem.confirmation("0001"), body, ApprovalSystem.SECRET);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(system.confirm("0001", true).status()).isEqualTo(200);
    }

    @Test
    void anOrderThatNobodyPlacedIsUnknown() throws Exception {
        assertThat(system.confirm("0404", true).status()).isEqualTo(404);
        assertThat(system.confirm("%2e%2e%2f", true).status()).isEqualTo(404);
    }

    @Test
    void aKnownOrderWhoseTokenIsNotStoredIsToBeAnsweredLater() throws Exception {
        new Orders(system.bucket().client(), LocalBucket.NAME)
                .record(Order.of(Json.parse(ORDER).orElseThrow()));

        Reply early = system.confirm("0001", true);
        Reply links = system.call("GET", ApprovalSystem.confirmation("0001"), "", ApprovalSystem.SECRET);
        place();
        Reply again = system.confirm("0001", true);

        assertThat(early.status()).isEqualTo(503);
        assertThat(early.headers()).containsEntry("Retry-After", "5");
        assertThat(links.status()).isEqualTo(503);
        assertThat(again.status()).isEqualTo(200);
    }

    @Test
    void anExecutionThatWasStoppedWaitsForNobody() throws Exception {
        place();
        system.stop(system.executionOf("0001"));

        assertThat(system.confirm("0001", true).status()).isEqualTo(410);
    }

    @Test
    void anOrderThatWasStartedByHandCanBeConfirmed() throws Exception {
        String execution = system.start(ORDER.replace("0001", "by-hand"));
        system.awaitPending();

        assertThat(system.confirm("by-hand", true).status()).isEqualTo(200);
        assertThat(system.end(execution).status()).hasToString("SUCCEEDED");
    }

    @Test
    void aSecondExecutionForAnOrderThatWaitsFails() throws Exception {
        place();

        LocalExecution second = system.end(system.start(ORDER));
        LocalExecution different = system.end(system.start(ORDER.replace("12.5", "1")));

        assertThat(second.error()).contains("AlreadyPending");
        assertThat(different.error()).contains("OrderAlreadyPlaced");
        assertThat(system.confirm("0001", true).status()).isEqualTo(200);
    }

    @Test
    void whatIsNoOrderFailsItsExecution() throws Exception {
        assertThat(system.end(system.start("{}")).status()).hasToString("FAILED");
    }

    @Test
    void aPersonDecidesByALink() throws Exception {
        place();

        Reply question = system.open("GET", link("confirm"));
        Reply pressed = system.open("POST", link("confirm"));
        Reply again = system.open("POST", link("cancel"));
        Reply links = system.call("GET", ApprovalSystem.confirmation("0001"), "", ApprovalSystem.SECRET);

        assertThat(question.status()).isEqualTo(200);
        assertThat(question.body()).contains("Confirm order 0001?", "&lt;b&gt;A. Customer&lt;/b&gt;");
        assertThat(question.headers()).containsKey("Content-Security-Policy");
        assertThat(pressed.body()).contains("Order 0001 is confirmed.");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).contains("Order 0001 is confirmed.");
        assertThat(links.json().path("Status").textValue()).isEqualTo("Confirmed");
        assertThat(system.end(system.executionOf("0001")).status()).hasToString("SUCCEEDED");
    }

    @Test
    void aPersonCancelsByALinkAndAProgramLearnsIt() throws Exception {
        place();

        Reply pressed = system.open("POST", link("cancel"));

        assertThat(pressed.body()).contains("Order 0001 is cancelled.");
        assertThat(system.confirm("0001", true).json().path("Status").textValue())
                .isEqualTo("Cancelled");
    }

    @Test
    void aLinkIsNotMadeOfTheSecretItself() throws Exception {
        place();
        String link = link("confirm");

        Reply forged = system.open("POST", link.substring(0, link.length() - 2) + "AA");

        assertThat(forged.status()).isEqualTo(403);
        assertThat(link).startsWith("confirmation?link=").doesNotContain(ApprovalSystem.SECRET);
    }

    @Test
    void aBucketThatIsDownIsReported() throws Exception {
        place();
        String link = link("confirm");
        system.bucket().goDown();

        assertThat(system.confirm("0001", true).status()).isEqualTo(503);
        assertThat(system.post("/orders", ORDER).headers()).containsKey("Retry-After");
        assertThat(system.open("GET", link).status()).isEqualTo(503);
        assertThat(system.open("POST", link).status()).isEqualTo(503);
    }

    @Test
    void aRestApiCallsItTheSame() throws Exception {
        place();
        ObjectNode event = Json.object()
                .put("path", "/orders/0001/confirmation")
                .put("httpMethod", "POST")
                .put("body", "{\"IsConfirmed\": true}");
        event.putObject("headers").put("Authorization", "bearer " + ApprovalSystem.SECRET);

        assertThat(system.send(event).status()).isEqualTo(200);
    }

    @Test
    void thereIsNothingElse() throws Exception {
        assertThat(system.post("/", "{}").status()).isEqualTo(404);
        assertThat(system.call("GET", "/orders", "", null).headers()).containsEntry("Allow", "POST");
        place();
        assertThat(system.call("PUT", ApprovalSystem.confirmation("0001"), "", ApprovalSystem.SECRET)
                        .status())
                .isEqualTo(405);
    }
}
