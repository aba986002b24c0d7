package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever {@link CallbackLinks#create} makes, {@link CallbackLinks#verify} takes. */
class CallbackLinksPropertyTest {
    private static final int LONGEST = TokenStore.Key.MAX_ID_BYTES;
    private static final byte[] KEY = new byte[32];

    @Property(tries = 500, seed = "4711")
    void everyLinkThatIsMadeIsGenuine(
            @ForAll("ids") String id,
            @ForAll("attempts") String attempt,
            @ForAll("names") String action,
            @ForAll("names") String key) {
        CallbackLinks links = CallbackLinks.builder(URI.create("https://approvals.example.com/decide?a=b"))
                .signingKey(key, KEY)
                .action(action)
                .clock(() -> Instant.parse("2026-11-21T03:00:00Z"))
                .build();

        LinkVerdict verdict = links.verify(text(links.create(id, attempt, action)));

        assertThat(verdict)
                .isEqualTo(new LinkVerdict.Valid(
                        id, attempt, action, Instant.parse("2026-11-28T03:00:00Z"), Optional.empty()));
    }

    private static String text(URI link) {
        String query = link.getRawQuery();
        return query.substring(query.indexOf("&link=") + "&link=".length());
    }

    /** Up to the limit, of characters that take one to four bytes, and often exactly at the limit. */
    @Provide
    Arbitrary<String> ids() {
        Arbitrary<String> characters =
                Arbitraries.of("\u0000", "a", "/", "\u00fc", "\u20ac", "\ud83d\ude00", "\ud800\udc00");
        Arbitrary<String> repeated = characters.map(c -> c.repeat(LONGEST / c.getBytes(StandardCharsets.UTF_8).length));
        Arbitrary<String> mixed = Combinators.combine(
                        characters.list().ofMaxSize(LONGEST),
                        Arbitraries.integers().between(1, LONGEST))
                .as((parts, bytes) -> fitted(parts, bytes));
        return Arbitraries.oneOf(repeated, mixed);
    }

    private static String fitted(Iterable<String> parts, int bytes) {
        StringBuilder id = new StringBuilder("x");
        int length = 1;
        for (String part : parts) {
            length += part.getBytes(StandardCharsets.UTF_8).length;
            if (length <= bytes) {
                id.append(part);
            }
        }
        return id.toString();
    }

    @Provide
    Arbitrary<String> attempts() {
        return Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(64);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .alpha()
                        .numeric()
                        .withChars('.', '_', '-')
                        .ofMinLength(1)
                        .ofMaxLength(64),
                Arbitraries.just("n".repeat(64)));
    }
}
