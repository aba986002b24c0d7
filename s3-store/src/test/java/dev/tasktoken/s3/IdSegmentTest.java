package dev.tasktoken.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.pending.TokenStore.Area;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdSegmentTest {
    private static final String LONG = "order/".repeat(100);

    @ParameterizedTest
    @CsvSource({
        "order-42_A,    order-42_A",
        "'a/b c',       a!2Fb!20c",
        "..,            !2E!2E",
        "é,             !C3!A9",
        "a!2Fb,         a!212Fb",
        "tokens,        tokens"
    })
    void aShortIdIsReadable(String id, String segment) {
        assertThat(IdSegment.of(id)).isEqualTo(segment);
        assertThat(IdSegment.id(segment)).contains(id);
    }

    @Test
    void aLongIdIsItsDigestAndTheIdIsBesideIt() {
        String segment = IdSegment.of(LONG);

        assertThat(segment).matches("!sha256-[0-9a-f]{64}");
        assertThat(IdSegment.isDigest(segment)).isTrue();
        assertThat(IdMetadata.id(IdMetadata.of(LONG), segment)).contains(LONG);
    }

    @Test
    void theLongestIdThatIsReadableHas200Characters() {
        assertThat(IdSegment.of("a".repeat(200))).isEqualTo("a".repeat(200));
        assertThat(IdSegment.of("a".repeat(201))).startsWith("!sha256-");
        assertThat(IdMetadata.of("a".repeat(200))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"!", "a!", "!2", "!2f", "!zz", "!-1", "!41", "a.b", "a b", "é", "!C3", "!ED!A0!80", "!C0!AF"})
    void whatNoIdsSegmentIsStandsForNone(String segment) {
        assertThat(IdSegment.id(segment)).isEmpty();
    }

    @Test
    void metadataThatIsNotTheIdsCountsForNothing() {
        String segment = IdSegment.of(LONG);

        assertThat(IdMetadata.id(Map.of(), segment)).isEmpty();
        assertThat(IdMetadata.id(Map.of("tasktoken-id", "!!"), segment)).isEmpty();
        assertThat(IdMetadata.id(IdMetadata.of(LONG + "x"), segment)).isEmpty();
    }

    @Property(tries = 2000, seed = "4711")
    void anyTwoIdsHaveTwoSegments(@ForAll("ids") String one, @ForAll("ids") String other) {
        assertThat(IdSegment.of(one).equals(IdSegment.of(other))).isEqualTo(one.equals(other));
    }

    @Property(tries = 2000, seed = "4711")
    void everyIdIsListedAndItsKeyIsShortAndSafe(@ForAll("ids") String id) {
        String segment = IdSegment.of(id);
        String under = new ObjectKeys("p".repeat(255) + "/").under(Area.DECISIONS, id);

        assertThat(segment).matches("[A-Za-z0-9!_-]{1,200}");
        assertThat(under.length() + 64).isLessThanOrEqualTo(1024);
        assertThat(IdSegment.isDigest(segment) ? IdMetadata.id(IdMetadata.of(id), segment) : IdSegment.id(segment))
                .contains(id);
    }

    /** Few characters, so that ids are alike; those that mean something to a key among them. */
    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.of(
                        "a", "A", "!", "2", "F", "/", ".", "-", "é", "\uD83D\uDE00", "\u0000", "%", "x".repeat(80))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
