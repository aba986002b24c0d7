package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.fuzz.DeadLetters.Handled;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events of a dead-letter queue. The same event is handled as the type of Lambda's library and as a stream, and each of
 * its records alone.
 */
class DeadLetterEventsFuzzTest {
    private static final int MOST_RECORDS = 3;

    static Stream<byte[]> seeds() {
        return IntStream.range(0, OwnToken.values().length)
                .mapToObj(i -> new byte[] {(byte) (i % 4), (byte) (i % 3), (byte) i, 1, (byte) i, 0, 0, 1, 1, 1, 1, 1});
    }

    @MethodSource("seeds")
    @FuzzTest
    void failsTheMessagesOwnTaskOnly(byte[] raw) {
        Draw draw = new Draw(raw);
        ServiceAnswer service = draw.of(List.of(ServiceAnswer.values()));
        List<DeadLetter> letters = new ArrayList<>();
        for (int i = draw.below(MOST_RECORDS) + 1; i > 0; i--) {
            letters.add(new DeadLetter(draw));
        }

        Handled together = DeadLetters.handled(letters, service);

        assertThat(DeadLetters.streamed(letters, service)).isEqualTo(together);
        assertThat(together).as("%s, %s", service, letters).isEqualTo(oneByOne(letters, service));
    }

    /** What a batch does: each of its records, but none behind an unsettled one of the same FIFO group. */
    private static Handled oneByOne(List<DeadLetter> letters, ServiceAnswer service) {
        Set<String> failed = new TreeSet<>();
        Set<String> redelivered = new LinkedHashSet<>();
        Set<String> stopped = new TreeSet<>();
        for (DeadLetter letter : letters) {
            if (!stopped.contains(letter.order())) {
                Handled alone = DeadLetters.handled(List.of(letter), service);
                check(letter, alone, service);
                failed.addAll(alone.failed());
                if (!alone.isRedelivered()) {
                    continue;
                }
            }
            redelivered.add(letter.id());
            if (!letter.order().isEmpty()) {
                stopped.add(letter.order());
            }
        }
        return new Handled(failed, List.copyOf(redelivered));
    }

    private static void check(DeadLetter letter, Handled alone, ServiceAnswer service) {
        assertThat(Tokens.PARENTS.stream().anyMatch(alone.failed()::contains) && !letter.mayBeTaken())
                .as("another's task is failed for %s", letter)
                .isFalse();
        if (letter.mustBeFound()) {
            assertThat(alone.failed()).as("own task of %s", letter).containsExactly(Tokens.OWN);
            assertThat(alone.isRedelivered()).as("%s stays", letter).isNotEqualTo(service.isFinal());
        }
        assertThat(alone.isRedelivered() || !alone.failed().isEmpty())
                .as("%s is not lost", letter)
                .isTrue();
    }
}
