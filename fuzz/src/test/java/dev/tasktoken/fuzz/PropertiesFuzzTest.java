package dev.tasktoken.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The properties of the starter for Spring Boot, bound by Spring and given to what the starter builds of them. Values
 * are those whose right answer is known, or spelled by the fuzzer. What is accepted arrives as it was given; everything
 * else ends the start with an exception that names a property that is wrong.
 */
class PropertiesFuzzTest {
    private static final int PROPERTIES = 34;

    /** One for each property, with a value that is accepted. */
    static Stream<byte[]> seeds() {
        return IntStream.range(0, PROPERTIES).mapToObj(i -> new byte[] {0, (byte) i, (byte) i, 0, 1, 0, 0, 0});
    }

    @MethodSource("seeds")
    @FuzzTest
    void arriveAsGivenOrEndTheStartByTheirNames(byte[] raw) {
        new OneStart(new Draw(raw)).check();
    }
}
