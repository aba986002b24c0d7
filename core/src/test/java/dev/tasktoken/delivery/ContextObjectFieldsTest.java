package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.Tokens;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a passed-on context object says of the execution and the state. */
class ContextObjectFieldsTest {
    private static final String A = Tokens.number(1);
    private static final String ARN = "arn:aws:states:eu-central-1:123456789012:execution:orders:e-1";

    @Test
    void saysOfWhichExecutionTheTaskIs() {
        assertThat(read("'Name':'Pay'").executionArn()).hasValue(ARN);
    }

    @Test
    void saysWhenTheStateWasEntered() {
        assertThat(read("'EnteredTime':'2026-01-01T00:00:00.123Z','RetryCount':0")
                        .enteredAt())
                .hasValue(Instant.parse("2026-01-01T00:00:00.123Z"));
        assertThat(read("'EnteredTime':'2026-01-01T00:00:00.123Z'").enteredAt()).isPresent();
    }

    /** The time is that of the first attempt, and no timeout of a later one counts from it. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "10", "'0'", "null", "0.5"})
    void doesNotSayWhenARetriedStateWasEntered(String retries) {
        assertThat(read("'EnteredTime':'2026-01-01T00:00:00Z','RetryCount':" + retries)
                        .enteredAt())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'yesterday'", "1767225600", "null", "''", "{}"})
    void saysNothingOfATimeThatIsNone(String time) {
        assertThat(read("'EnteredTime':" + time).enteredAt()).isEmpty();
    }

    @Test
    void saysNothingWhereTheTokenIsInNoContextObject() {
        String elsewhere = "{'taskToken':'" + A + "','Execution':{'Id':'" + ARN + "'},'State':{'Name':'Pay'}}";

        CallbackEnvelope envelope = CallbackReader.standard().read(elsewhere.replace('\'', '"'));

        assertThat(envelope.executionArn()).isEmpty();
        assertThat(envelope.stateName()).isEmpty();
        assertThat(envelope.enteredAt()).isEmpty();
    }

    private static CallbackEnvelope read(String state) {
        String context = "{'Execution':{'Id':'" + ARN + "'},'State':{" + state + "},'Task':{'Token':'" + A + "'}}";
        return CallbackReader.standard().read(context.replace('\'', '"'));
    }
}
