package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Answers that are prepared, recorded and sent later, and the mapper that writes them. */
class PreparedAnswersTest {
    private static final TaskToken TOKEN = Tokens.token(1);
    private static final ObjectMapper SNAKE_CASE = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final FakeSfn sfn = new FakeSfn();
    private final TokenResponder responder = TokenResponder.of(sfn);

    private record Receipt(int paidCents) {}

    @Test
    void writesResultsWithThePayloadsMapper() {
        TokenResponder reading = responder.withPayloadCodec(JsonCodec.of(SNAKE_CASE));

        assertThat(reading.prepare(new Receipt(1))).isEqualTo(new PreparedAnswer.Success("{\"paid_cents\":1}"));
        assertThat(responder.prepare(new Receipt(1))).isEqualTo(new PreparedAnswer.Success("{\"paidCents\":1}"));
    }

    @Test
    void keepsItsOwnMapper() {
        TokenResponder own = TokenResponder.builder()
                .client(sfn)
                .mapper(new ObjectMapper())
                .build()
                .withPayloadCodec(JsonCodec.of(SNAKE_CASE));

        assertThat(own.prepare(new Receipt(1))).isEqualTo(new PreparedAnswer.Success("{\"paidCents\":1}"));
    }

    @Test
    void sharesWhatIsRevokedWithTheResponderThatItWasMadeOf() {
        TokenResponder reading = responder.withPayloadCodec(JsonCodec.of(SNAKE_CASE));

        responder.revoke(Tokens.token(1));

        assertThat(reading.isRevoked(TOKEN)).isTrue();
    }

    @Test
    void printsAFailuresNameAndNotItsCause() {
        assertThat(new PreparedAnswer.Failure("NoStock", "customer 7").toString())
                .contains("NoStock")
                .doesNotContain("customer");
    }

    @Test
    void revokesTheObjectForEveryResponder() {
        TaskToken givenUp = Tokens.token(9);

        responder.revoke(givenUp);

        assertThat(TokenResponder.builder().client(sfn).build().isRevoked(givenUp))
                .isTrue();
    }

    @Test
    void preparesAFailureOfWhatWasThrownAsItWouldBeSent() {
        responder.fail(TOKEN, new IOException("the line is dead"));

        PreparedAnswer.Failure prepared = responder.prepareFailure(TOKEN, new IOException("the line is dead"));

        assertThat(prepared.error()).isEqualTo(sfn.failures.get(0).error());
        assertThat(prepared.cause()).contains("the line is dead");
    }
}
