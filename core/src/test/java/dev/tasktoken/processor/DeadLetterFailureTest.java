package dev.tasktoken.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterFailureTest {
    private final FakeSfn sfn = new FakeSfn();
    private final CallbackProcessor<String> deadLetters = CallbackProcessor.deadLetters(TokenResponder.of(sfn));

    @Test
    void failsTheTaskOfAMessageThatWasGivenUp() {
        Settlement settlement =
                deadLetters.process(Delivery.builder("{\"order\":7,\"taskToken\":\"" + Tokens.number(1) + "\"}")
                        .receiveCount(6)
                        .build());

        assertThat(settlement).isEqualTo(new Settlement.Failed(TaskFailure.DEAD_LETTER, AnswerOutcome.ACCEPTED));
        assertThat(sfn.calls).containsExactly("failure");
        assertThat(sfn.failures)
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.cause()).contains("after 6 receives").contains("dead-letter queue"));
    }

    @Test
    void failsTheTaskWhateverTheBodyIsIfTheTokenIsInAnAttribute() {
        Settlement settlement = deadLetters.process(Delivery.builder("{broken")
                .attribute("taskToken", Tokens.number(1))
                .build());

        assertThat(settlement.isAcknowledged()).isTrue();
    }

    @Test
    void leavesAMessageWithoutATokenWhereItIs() {
        assertThat(deadLetters.process(Delivery.of("{\"order\":7}")).isAcknowledged())
                .isFalse();
    }

    @Test
    void namesTheQueueThatGaveUpIfTheDeliveryDoes() {
        deadLetters.process(Delivery.builder("{\"taskToken\":\"" + Tokens.number(1) + "\"}")
                .attribute("DeadLetterQueueSourceArn", "arn:aws:sqs:eu-west-1:1:orders")
                .build());

        assertThat(sfn.failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.cause()).contains("arn:aws:sqs:eu-west-1:1:orders"));
    }

    /** An attribute of the sender may have that name, and a parent's token as its value. */
    @Test
    void showsNothingThatIsNoQueue() {
        String parents = Tokens.number(2);
        for (String source : List.of(parents, "arn:aws:sqs:eu-west-1:1:" + parents, "arn:aws:sns:eu-west-1:1:orders")) {
            deadLetters.process(Delivery.builder("{\"taskToken\":\"" + Tokens.number(1) + "\"}")
                    .attribute("DeadLetterQueueSourceArn", source)
                    .build());
        }

        assertThat(sfn.failures)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure.cause()).startsWith("The message was given up"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/order/details", "/order"})
    void failsTheTaskByTheSameNameWhoseUnreadablePayloadBroughtItHere(String payload) {
        CallbackReader reader = CallbackReader.builder().payloadAt(payload).build();

        Settlement settlement = CallbackProcessor.deadLetters(TokenResponder.of(sfn), reader)
                .process(Delivery.of("{\"order\":null,\"taskToken\":\"" + Tokens.number(1) + "\"}"));

        assertThat(settlement).isEqualTo(new Settlement.Failed(TaskFailure.DEAD_LETTER, AnswerOutcome.ACCEPTED));
    }

    @Test
    void bindsNothing() {
        CallbackReader reader = CallbackReader.builder()
                .mapper(JsonMapper.builder()
                        .addModule(new SimpleModule().addDeserializer(String.class, new Refusing()))
                        .build())
                .build();

        Settlement settlement = CallbackProcessor.deadLetters(TokenResponder.of(sfn), reader)
                .process(Delivery.of("{\"taskToken\":\"" + Tokens.number(1) + "\"}"));

        assertThat(settlement).isEqualTo(new Settlement.Failed(TaskFailure.DEAD_LETTER, AnswerOutcome.ACCEPTED));
    }

    private static final class Refusing extends StdDeserializer<String> {
        private static final long serialVersionUID = 1;

        private Refusing() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            throw new IllegalStateException("nothing is to be bound");
        }
    }
}
