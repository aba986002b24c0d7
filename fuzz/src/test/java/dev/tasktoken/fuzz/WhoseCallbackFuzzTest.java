package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages of durable functions whose right answer is known: readers of callback ids, and of both kinds, find the own
 * callback and never another's, nor a task in its place.
 */
class WhoseCallbackFuzzTest {
    static Stream<byte[]> seeds() {
        return IntStream.range(0, 42).mapToObj(i -> new byte[] {(byte) (i / 7), 1, (byte) (i % 7), (byte) (i % 2), 1});
    }

    @MethodSource("seeds")
    @FuzzTest
    void answersNoOtherCallback(byte[] raw) {
        MadeCallback message = new MadeCallback(new Draw(raw));

        String callback = read(Readers.CALLBACKS, message);
        String either = read(Readers.BOTH, message);

        assertThat(isAnothers(callback, message) || isAnothers(either, message))
                .as("another's callback is answered of %s", message)
                .isFalse();
        assertThat(callback.equals(Tokens.OWN))
                .as("a task's token is taken for a callback id of %s", message)
                .isFalse();
        assertThat(message.mustBeFound() && !(callback.equals(MadeCallback.OWN) && either.equals(callback)))
                .as("the own callback is not found in %s", message)
                .isFalse();
        assertThat(message.hasTask() && either.equals(MadeCallback.OWN))
                .as("one of two kinds is answered of %s", message)
                .isFalse();
    }

    private static boolean isAnothers(String id, MadeCallback message) {
        return id.equals(MadeCallback.ANOTHERS) && !message.mayBeAnothers();
    }

    /** The id's text; empty if none is found. */
    private static String read(CallbackReader reader, MadeCallback message) {
        try {
            WorkId id = reader.read(message.delivery()).workId();
            requireNoId(id.toString());
            return id.value();
        } catch (TaskTokenException e) {
            Outcome.requireNoToken(e);
            requireNoId(String.valueOf(e.getMessage()));
            return "";
        }
    }

    private static void requireNoId(String text) {
        assertThat(text).doesNotContain(MadeCallback.OWN, MadeCallback.ANOTHERS);
    }

    /** Made when the fuzzer has instrumented them: the JDK cannot do that to records that are loaded. */
    private static final class Readers {
        static final CallbackReader CALLBACKS =
                CallbackReader.builder().reads(WorkKind.CALLBACK).build();
        static final CallbackReader BOTH =
                CallbackReader.builder().reads(WorkKind.TASK, WorkKind.CALLBACK).build();
    }
}
