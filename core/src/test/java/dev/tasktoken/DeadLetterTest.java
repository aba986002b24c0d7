package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private final FakeSfn sfn = new FakeSfn();
    private final CallbackProcessor<String> deadLetters = CallbackProcessor.deadLetters(TokenResponder.of(sfn));

    @Test
    void failsTheTaskOfAMessageThatWasGivenUp() {
        Settlement settlement =
                deadLetters.process(Delivery.builder("{\"order\":7,\"taskToken\":\"" + Tokens.number(1) + "\"}")
                        .receiveCount(6)
                        .build());

        assertThat(settlement).isEqualTo(new Settlement.Failed(TaskFailure.DEAD_LETTER, Answer.ACCEPTED));
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

        assertThat(settlement.isSettled()).isTrue();
    }

    @Test
    void leavesAMessageWithoutATokenWhereItIs() {
        assertThat(deadLetters.process(Delivery.of("{\"order\":7}")).isSettled())
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
}
