package dev.tasktoken.examples.guide;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide's functions once shipped parcels of no weight for payloads that named none. */
class ShippingPayloadsTest {
    private static final String TOKEN = TestTokens.numbered(1);

    private final RecordingResponder recording = RecordingResponder.create();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"orderId\": \"0001\",",
                "\"kilos\": null,",
                "\"kilos\": \"\",",
                "\"kilos\": \" \",",
                "\"kilos\": \"NaN\",",
                "\"kilos\": \"abc\",",
                "\"kilos\": [2.5],",
                "\"kilos\": true,"
            })
    void failsTheTaskOfAParcelWhoseWeightIsNotSaid(String members) throws IOException {
        String payload = "{" + members + "\"taskToken\": \"" + TOKEN + "\"}";

        new ShippingFunction(recording.responder())
                .handleRequest(new ByteArrayInputStream(payload.getBytes(UTF_8)), new ByteArrayOutputStream(), null);

        assertThat(recording.answers()).hasSize(1);
        assertThat(recording.task(TOKEN)).failed().withError("InvalidPayload");
        assertThat(recording.answers().get(0).cause().orElseThrow()).contains("'kilos'");
    }
}
