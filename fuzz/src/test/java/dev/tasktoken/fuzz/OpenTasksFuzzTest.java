package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.history.OpenTask;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories whose tasks sent messages that the fuzzer made, so that the right token is known. */
class OpenTasksFuzzTest {
    private static final List<String> SERVICES =
            List.of("sqs sendMessage", "sns publish", "lambda invoke", "events putEvents");

    /** Every place of the own token against every one of another's, in what each service is called with. */
    static Stream<byte[]> seeds() {
        int parents = ParentsToken.values().length;
        return IntStream.range(0, OwnToken.values().length * parents)
                .boxed()
                .flatMap(pair -> IntStream.range(0, 4).mapToObj(service ->
                        new byte[] {(byte) service, (byte) (pair / parents), 1, (byte) (pair % parents), 0, 0}));
    }

    @MethodSource("seeds")
    @FuzzTest
    void answersNoOtherTask(byte[] raw) {
        Draw draw = new Draw(raw);
        String service = draw.of(SERVICES);
        MadeMessage message = new MadeMessage(draw);
        if (!message.attributes().isEmpty() && !service.startsWith("s")) {
            return; // it has no place for them
        }

        for (OpenTask task : new OneHistory(service, SentParameters.of(service, message, false)).tasks()) {
            boolean isOthers = Tokens.PARENTS.contains(OneHistory.token(task));
            assertThat(isOthers && !message.mayBeTaken())
                    .as("another's was taken of %s to %s", message, service)
                    .isFalse();
        }
    }
}
