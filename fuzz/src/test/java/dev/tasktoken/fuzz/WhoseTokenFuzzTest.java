package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.lambda.LambdaPayloads;
import dev.tasktoken.sqs.SqsMessages;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Messages whose right answer is known, because the fuzzer decides how they are made and not how they are spelled. The
 * task of another's token must never be answered, and a well-named token must be found.
 */
class WhoseTokenFuzzTest {
    /** Every place of the own token against every one of another's, in each wrapping. */
    static Stream<byte[]> seeds() {
        int parents = ParentsToken.values().length;
        return IntStream.range(0, OwnToken.values().length * parents)
                .boxed()
                .flatMap(pair -> Stream.of(
                        new byte[] {(byte) (pair / parents), 1, (byte) (pair % parents), 0},
                        new byte[] {(byte) (pair / parents), 1, (byte) (pair % parents), 1, 0, 1},
                        new byte[] {(byte) (pair / parents), 1, (byte) (pair % parents), 2, 1, 0, 0},
                        new byte[] {(byte) (pair / parents), 0, 3, 2, 0, 2, 0}));
    }

    @MethodSource("seeds")
    @FuzzTest
    void answersNoOtherTask(byte[] raw) {
        Draw draw = new Draw(raw);
        MadeMessage message = new MadeMessage(draw);
        int how = draw.below(3);

        Outcome outcome =
                Outcome.of(message.body().length(), reading(message, how), Set.of(IllegalArgumentException.class));

        boolean isOthers = Tokens.PARENTS.contains(outcome.token());
        assertThat(isOthers && !message.mayBeTaken())
                .as("another's was taken of %s", message)
                .isFalse();
        assertThat(message.mustBeFound() && !outcome.token().equals(Tokens.OWN))
                .as("the own one was not found in %s: %s", message, outcome)
                .isFalse();
    }

    private static Supplier<CallbackEnvelope> reading(MadeMessage message, int how) {
        if (how == 1) {
            return () -> SqsMessages.read(received(message));
        }
        return how == 2 && message.attributes().isEmpty()
                ? () -> LambdaPayloads.read(message.body().getBytes(StandardCharsets.UTF_8))
                : () -> CallbackReader.standard().read(message.delivery());
    }

    private static Message received(MadeMessage message) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        message.attributes()
                .forEach((name, value) -> attributes.put(
                        name,
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(value)
                                .build()));
        return Message.builder()
                .messageId("m-1")
                .body(message.body())
                .messageAttributes(attributes)
                .build();
    }
}
