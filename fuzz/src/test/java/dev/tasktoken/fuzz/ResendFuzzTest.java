package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.resend.NotResendableException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that are sent again from a history: the receiver reads the task that it read the first time. */
class ResendFuzzTest {
    private static final List<String> SERVICES = List.of("sqs sendMessage", "sns publish", "lambda invoke");

    static Stream<byte[]> seeds() {
        int parents = ParentsToken.values().length;
        return IntStream.range(0, OwnToken.values().length)
                .mapToObj(own -> new byte[] {(byte) (own % 3), (byte) own, 1, (byte) (own % parents), 0, 0});
    }

    @MethodSource("seeds")
    @FuzzTest
    void isReadToTheSameTask(byte[] raw) {
        Draw draw = new Draw(raw);
        String service = draw.of(SERVICES);
        MadeMessage message = new MadeMessage(draw);
        boolean isText = draw.below(2) == 1;
        if (!message.attributes().isEmpty() && !service.startsWith("s")) {
            return; // it has no place for them
        }
        String before = token(sentFirst(message, isText));

        for (OpenTask task : new OneHistory(service, SentParameters.of(service, message, isText)).tasks()) {
            String again = sentAgain(task);
            assertThat(Tokens.PARENTS.contains(again) && !message.mayBeTaken())
                    .as("another's is read of %s to %s", message, service)
                    .isFalse();
            assertThat(again.isEmpty() || again.equals(before))
                    .as("the same task is read of %s to %s", message, service)
                    .isTrue();
            assertThat(again.isEmpty() && isText && !before.isEmpty())
                    .as("%s to %s is sent again", message, service)
                    .isFalse();
        }
    }

    /** A message that is one JSON text is sent as what that text holds, unless the state sent it as a text. */
    private static Delivery sentFirst(MadeMessage message, boolean isText) {
        boolean isOneText = message.body().startsWith("\"");
        Delivery.Builder sent =
                Delivery.builder(isText || !isOneText ? message.body() : JsonTexts.unquoted(message.body()));
        message.attributes().forEach(sent::attribute);
        return sent.build();
    }

    private static String sentAgain(OpenTask task) {
        SentAgain services = new SentAgain();
        try {
            Outcome.requireNoToken(services.resender().resend(task).toString());
        } catch (NotResendableException e) {
            Outcome.requireNoToken(e);
        }
        Delivery delivery = services.delivery();
        return delivery == null ? "" : token(delivery);
    }

    /** The token that a receiver reads; empty if none. */
    private static String token(Delivery delivery) {
        try {
            return CallbackReader.standard().read(delivery).taskToken().value();
        } catch (TaskTokenException e) {
            Outcome.requireNoToken(e);
            return "";
        }
    }
}
