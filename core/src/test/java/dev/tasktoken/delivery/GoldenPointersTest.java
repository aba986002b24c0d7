package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the extended clients for SQS and SNS send in the place of a large message, byte for byte; the two for Java by
 * their own classes. The lines are never changed: such messages may be in a queue for 14 days.
 */
class GoldenPointersTest {
    private static final String MESSAGE = "{\"order\":7,\"taskToken\":\"" + Tokens.number(1) + "\"}";

    static Stream<Arguments> pointers() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(GoldenPointersTest.class.getResourceAsStream("pointers.tsv"), "pointers.tsv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .map(parts -> Arguments.of(parts[0], parts[1]));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pointers")
    void isFollowed(String writer, String body) {
        CallbackReader reader = CallbackReader.builder()
                .largeMessages(GoldenPointersTest::fetch, Set.of("order-payloads"))
                .build();

        CallbackEnvelope envelope = reader.read(delivery(body));

        assertThat(envelope.taskToken()).as(writer).isEqualTo(Tokens.token(1));
        assertThat(envelope.payloadText()).as(writer).isEqualTo("{\"order\":7}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pointers")
    void isNamedAsALargeMessage(String writer, String body) {
        assertThatThrownBy(() -> CallbackReader.standard().read(delivery(body)))
                .as(writer)
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageContaining("pointer to a large message in S3");
    }

    private static Delivery delivery(String body) {
        return Delivery.builder(body).attribute("ExtendedPayloadSize", "300000").build();
    }

    private static String fetch(String bucket, String key) {
        return bucket.equals("order-payloads") && key.equals("0c3f5a4e-6b43-4e43-a7f4-5f9d0a3b2c1d") ? MESSAGE : "{}";
    }
}
