package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sfn.model.KmsThrottlingException;

/** Answers by copies of a token whose handler is given up. */
class RevokedAnswersTest {
    private static final TaskToken TOKEN = Tokens.token(1);

    private final FakeSfn sfn = new FakeSfn();

    private static TaskToken copy() {
        return TaskToken.of(TOKEN.value());
    }

    @Test
    void doesNotRepeatTheAnswerOfACopyAfterTheRevocation() {
        TokenResponder[] responder = new TokenResponder[1];
        responder[0] = revokingBeforeARetry(responder);
        sfn.says(throttled());

        assertThatIllegalStateException()
                .isThrownBy(() -> responder[0].succeed(copy(), 1))
                .withMessageContaining("revoked");
        assertThat(sfn.calls).containsExactly("success");
    }

    @Test
    void doesNotRepeatTheHeartbeatOfACopyAfterTheRevocation() {
        TokenResponder[] responder = new TokenResponder[1];
        responder[0] = revokingBeforeARetry(responder);
        sfn.says(throttled());

        assertThatIllegalStateException().isThrownBy(() -> responder[0].heartbeat(copy()));
        assertThat(sfn.calls).containsExactly("heartbeat");
    }

    @Test
    void repeatsTheAnswerOfTheCodeThatRevoked() {
        TokenResponder[] responder = new TokenResponder[1];
        responder[0] = revokingBeforeARetry(responder);
        sfn.says(throttled());

        assertThat(responder[0].succeed(copy().unrevoked(), 1)).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(sfn.calls).containsExactly("success", "success");
    }

    /** Or it would wait for the call that runs, and this test for ever. */
    @Test
    @Timeout(60)
    void refusesARevokedCopyWithoutWaitingForItsTurn() {
        TokenResponder one =
                TokenResponder.builder().client(sfn).maxConcurrentCalls(1).build();
        one.revoke(Tokens.token(1));
        sfn.onCall(() -> assertThatIllegalStateException().isThrownBy(() -> one.succeed(copy(), 1)));

        assertThat(one.succeed(Tokens.token(2), 1)).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(sfn.calls).containsExactly("success");
    }

    /** The handler is given up while the call waits to be repeated. */
    private TokenResponder revokingBeforeARetry(TokenResponder[] self) {
        return TokenResponder.builder()
                .client(sfn)
                .sleeper(wait -> self[0].revoke(Tokens.token(1)))
                .build();
    }

    private static RuntimeException throttled() {
        return KmsThrottlingException.builder().message("slow").numAttempts(1).build();
    }
}
