package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskToken;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.examples.guide.Shop.Order;
import dev.tasktoken.examples.guide.Shop.Receipt;
import dev.tasktoken.examples.guide.TokenPlaces;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/finding-the-token.md: the senders of its table, its code, and the merge that no rule can see. */
class FindingTheTokenGuideTest {
    private static final String TOKEN = TestTokens.numbered(1);
    private static final String PARENTS = TestTokens.numbered(2);

    private final RecordingResponder recording = RecordingResponder.create();

    @ParameterizedTest
    @ValueSource(strings = {"myTaskToken", "task_token", "TASK-TOKEN", "sfnToken", "token", "callbackToken"})
    void namesAreFound(String name) {
        assertThat(read("{\"orderId\": \"1\", \"" + name + "\": \"" + TOKEN + "\"}"))
                .isEqualTo(TaskToken.of(TOKEN));
    }

    @Test
    void anAttributeIsSearched() {
        Delivery delivery = Delivery.builder("{\"orderId\": \"1\"}")
                .attribute("TaskToken", TOKEN)
                .build();

        assertThat(CallbackReader.standard().read(delivery).taskToken()).isEqualTo(TaskToken.of(TOKEN));
    }

    @Test
    void thePayloadCanBeInsideInput() {
        TokenPlaces.payloadInside(recording.responder(), order -> new Receipt(order.cents()))
                .process(Delivery.of("{\"input\": {\"orderId\": \"1\", \"cents\": 5}, \"token\": \"" + TOKEN + "\"}"));

        assertThat(recording.task(TOKEN)).succeeded().withOutputAt("/paid", 5);
    }

    @Test
    void aParentsTokenInsideInputIsNotLookedAt() {
        assertThat(read("{\"input\": {\"taskToken\": \"%s\"}, \"token\": \"%s\"}".formatted(PARENTS, TOKEN)))
                .isEqualTo(TaskToken.of(TOKEN));
    }

    @Test
    void eachSettingFindsTheToken() {
        List<CallbackReader> readers = TokenPlaces.named();
        Delivery delivery = Delivery.builder(
                        "{\"meta\": {\"resume\": \"%s\"}, \"jobs\": [{\"token\": \"%s\"}]}".formatted(TOKEN, TOKEN))
                .attribute("resume", TOKEN)
                .build();

        assertThat(readers).hasSize(3);
        assertThat(readers)
                .allSatisfy(
                        reader -> assertThat(reader.read(delivery).taskToken()).isEqualTo(TaskToken.of(TOKEN)));
    }

    @Test
    void aMessageIsAnsweredByHand() {
        AnswerOutcome answer = TokenPlaces.byHand(
                "{\"orderId\": \"1\", \"cents\": 5, \"taskToken\": \"" + TOKEN + "\"}",
                recording.responder(),
                (Order order) -> new Receipt(order.cents()));

        assertThat(answer).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(recording.task(TOKEN)).succeeded().withOutputAt("/paid", 5);
    }

    @Test
    void aMergedParentsTokenIsTakenForTheTasksOwn() {
        assertThat(read("{\"resumeWith\": \"%s\", \"taskToken\": \"%s\"}".formatted(TOKEN, PARENTS)))
                .isEqualTo(TaskToken.of(PARENTS));
    }

    private static TaskToken read(String body) {
        return CallbackReader.standard().read(body).taskToken();
    }
}
