package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.TaskToken;
import dev.tasktoken.Tokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackLinksTest {
    private static final URI PAGE = URI.create("https://approvals.example.com/decide");
    private static final String ATTEMPT = TaskToken.of(Tokens.number(1)).fingerprint();
    private static final Instant START = Instant.parse("2026-11-21T03:00:00.250Z");

    private Instant now = START;
    private final CallbackLinks links = links(builder -> {});

    private CallbackLinks links(Consumer<CallbackLinks.Builder> further) {
        return links(further, key(1));
    }

    private CallbackLinks links(Consumer<CallbackLinks.Builder> further, byte[] key) {
        CallbackLinks.Builder builder = CallbackLinks.builder(PAGE)
                .signingKey("k1", key)
                .action("confirm")
                .action("cancel")
                .clock(() -> now);
        further.accept(builder);
        return builder.build();
    }

    private static byte[] key(int number) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) number);
        return key;
    }

    private static String text(URI link) {
        String query = link.getRawQuery();
        return query.substring(query.indexOf("link=") + "link=".length());
    }

    private static byte[] bytes(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    @Test
    void aLinkSaysWhatItDecidesAndUntilWhen() {
        LinkVerdict verdict = links.verify(text(links.create("order-42", ATTEMPT, "confirm")));

        assertThat(verdict)
                .isEqualTo(new LinkVerdict.Valid(
                        "order-42", ATTEMPT, "confirm", Instant.parse("2026-11-28T03:00:00Z"), Optional.empty()));
    }

    @Test
    void aLinkForAPersonSaysWhoseItIs() {
        String text = text(links.create("order-42", ATTEMPT, "confirm", "ann@example.com"));
        String longest = "€".repeat(256);

        assertThat(links.verify(text))
                .isEqualTo(new LinkVerdict.Valid(
                        "order-42",
                        ATTEMPT,
                        "confirm",
                        Instant.parse("2026-11-28T03:00:00Z"),
                        Optional.of("ann@example.com")));
        assertThat(links.verify(text(links.create("€".repeat(341) + "x", "f".repeat(64), "confirm", longest))))
                .isInstanceOfSatisfying(
                        LinkVerdict.Valid.class,
                        link -> assertThat(link.person()).contains(longest));
    }

    @Test
    void refusesAPersonWithoutANameOrWithTooLongAOne() {
        for (String name : new String[] {"", " ", "x".repeat(257)}) {
            assertThatThrownBy(() -> links.create("order-42", ATTEMPT, "confirm", name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("256");
        }
    }

    @Test
    void makesALinkForEachAction() {
        assertThat(links.createAll("order-42", ATTEMPT))
                .containsOnlyKeys("confirm", "cancel")
                .containsEntry("cancel", links.create("order-42", ATTEMPT, "cancel"));
        assertThat(links.actions()).containsExactly("confirm", "cancel");
    }

    @Test
    void aLinkIsThePageWithOneMoreParameter() {
        URI plain = links.create("a/b c&d=e", ATTEMPT, "confirm");
        URI further = CallbackLinks.builder(URI.create("confirmation?lang=de"))
                .signingKey("k1", key(1))
                .action("confirm")
                .build()
                .create("a", ATTEMPT, "confirm");

        assertThat(plain.toString()).matches("https://approvals\\.example\\.com/decide\\?link=[A-Za-z0-9._-]+");
        assertThat(further.toString()).matches("confirmation\\?lang=de&link=[A-Za-z0-9._-]+");
    }

    @Test
    void noTokenIsInALink() {
        String text = text(links.create("order-42", ATTEMPT, "confirm"));

        String body = new String(bytes(text.substring(0, text.indexOf('.'))), StandardCharsets.ISO_8859_1);
        assertThat(body).contains("order-42", ATTEMPT, "confirm", "k1").doesNotContain(Tokens.PREFIX);
    }

    @Test
    void expiresAtItsTimeAndNotBefore() {
        String text = text(links.create("order-42", ATTEMPT, "cancel"));
        Instant end = Instant.parse("2026-11-28T03:00:00Z");

        now = end.minusMillis(1);
        LinkVerdict justBefore = links.verify(text);
        now = end;
        LinkVerdict then = links.verify(text);

        assertThat(justBefore).isInstanceOf(LinkVerdict.Valid.class);
        assertThat(then).isEqualTo(new LinkVerdict.Expired("order-42", "cancel", end));
    }

    @Test
    void expiresWhenItsTimeHasPassed() {
        CallbackLinks brief = links(builder -> builder.expiresAfter(Duration.ofSeconds(1)));
        String text = text(brief.create("order-42", ATTEMPT, "cancel"));

        now = START.plusSeconds(1);

        assertThat(brief.verify(text)).isInstanceOf(LinkVerdict.Expired.class);
    }

    @Test
    void everyChangedCharacterMakesItInvalid() {
        String text = text(links.create("order-42", ATTEMPT, "confirm"));
        Set<String> changed = new HashSet<>();
        for (int i = 0; i < text.length(); i++) {
            for (char other : new char[] {'A', 'Q', 'g', 'w', '-', '.', '='}) {
                changed.add(text.substring(0, i) + other + text.substring(i + 1));
            }
        }
        changed.remove(text);

        assertThat(changed).hasSizeGreaterThan(6 * text.length() - 20);
        assertThat(changed).allSatisfy(link -> assertThat(links.verify(link)).isEqualTo(new LinkVerdict.Invalid()));
    }

    @Test
    void everyChangedBitOfTheLastCharacterMakesItInvalid() {
        String text = text(links.create("order-42", ATTEMPT, "confirm"));
        String withoutLast = text.substring(0, text.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        long valid = alphabet.chars()
                .filter(last -> links.verify(withoutLast + (char) last) instanceof LinkVerdict.Valid)
                .count();

        assertThat(valid).as("two of its bits are no part of the MAC").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "A.A", "AQ.AQ", "AQAA.AQ", "AQAAAAAAAAA", "%2e", "ä.ö", "AQ==.AQ==", "AgACazE.AA"
            })
    void whatIsNoLinkAtAllIsInvalid(String text) {
        assertThat(links.verify(text)).isEqualTo(new LinkVerdict.Invalid());
    }

    @Test
    void aCutOrLengthenedLinkIsInvalid() {
        String text = text(links.create("order-42", ATTEMPT, "confirm"));

        for (int length = 0; length < text.length(); length++) {
            assertThat(links.verify(text.substring(0, length))).isEqualTo(new LinkVerdict.Invalid());
        }
        assertThat(links.verify(text + "A")).isEqualTo(new LinkVerdict.Invalid());
        assertThat(links.verify(text + " ")).isEqualTo(new LinkVerdict.Invalid());
        assertThat(links.verify(text + "=")).isEqualTo(new LinkVerdict.Invalid());
    }

    @Test
    void theBodyOfOneAndTheSignatureOfAnotherAreInvalid() {
        String confirm = text(links.create("order-42", ATTEMPT, "confirm"));
        String cancel = text(links.create("order-42", ATTEMPT, "cancel"));

        String mixed = confirm.substring(0, confirm.indexOf('.')) + cancel.substring(cancel.indexOf('.'));

        assertThat(links.verify(mixed)).isEqualTo(new LinkVerdict.Invalid());
    }

    @Test
    void textsThatJoinToTheSameAreDifferentLinks() {
        String one = text(links.create("order-4", "2" + ATTEMPT, "confirm"));
        String other = text(links.create("order-42", ATTEMPT, "confirm"));

        String mixed = one.substring(0, one.indexOf('.')) + other.substring(other.indexOf('.'));

        assertThat(links.verify(mixed)).isEqualTo(new LinkVerdict.Invalid());
        assertThat(((LinkVerdict.Valid) links.verify(one)).id()).isEqualTo("order-4");
    }

    @Test
    void anotherKeyOfTheSameNameDoesNotDo() {
        String text = text(links(builder -> {}, key(2)).create("order-42", ATTEMPT, "confirm"));

        assertThat(links.verify(text)).isEqualTo(new LinkVerdict.Invalid());
    }

    @Test
    void aFormerKeysLinksStayValidWhileItIsKnown() {
        CallbackLinks former = CallbackLinks.builder(PAGE)
                .signingKey("k0", key(7))
                .action("confirm")
                .clock(() -> now)
                .build();
        String text = text(former.create("order-42", ATTEMPT, "confirm"));

        CallbackLinks rotated = links(builder -> builder.verificationKey("k0", key(7)));

        assertThat(rotated.verify(text)).isInstanceOf(LinkVerdict.Valid.class);
        assertThat(rotated.verify(text(rotated.create("order-42", ATTEMPT, "confirm"))))
                .isInstanceOf(LinkVerdict.Valid.class);
        assertThat(links.verify(text)).isEqualTo(new LinkVerdict.Invalid());
        assertThat(former.verify(text(rotated.create("order-42", ATTEMPT, "confirm"))))
                .isEqualTo(new LinkVerdict.Invalid());
    }

    @Test
    void anActionThatIsNoLongerAllowedIsInvalid() {
        CallbackLinks generous = links(builder -> builder.action("confirm-all"));

        assertThat(links.verify(text(generous.create("order-42", ATTEMPT, "confirm-all"))))
                .isEqualTo(new LinkVerdict.Invalid());
        assertThatThrownBy(() -> links.create("order-42", ATTEMPT, "confirm-all"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("confirm-all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "../../etc/passwd", "a&link=b#c?d", "ünïcödé 😀 \u0000", "<script>", " a ", "a\n"})
    void takesIdsOfAnyText(String id) {
        URI link = links.create(id, ATTEMPT, "confirm");

        assertThat(links.verify(text(link)))
                .isInstanceOfSatisfying(
                        LinkVerdict.Valid.class, valid -> assertThat(valid.id()).isEqualTo(id));
        assertThat(link.toString()).matches("[A-Za-z0-9:/?=._-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800 alone", " ", "\n"})
    void refusesIdsUnderWhichNothingCanBePending(String id) {
        assertThatThrownBy(() -> links.create(id, ATTEMPT, "confirm")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTheLongestIdAndNoLongerOne() {
        CallbackLinks longest = CallbackLinks.builder(PAGE)
                .signingKey("k".repeat(64), key(1))
                .action("a".repeat(64))
                .clock(() -> now)
                .build();
        String id = "€".repeat(341) + "x";

        String text = text(longest.create(id, "f".repeat(64), "a".repeat(64)));

        assertThat(text.length()).isBetween(1_600, CallbackLinks.MAX_LENGTH);
        assertThat(longest.verify(text)).isInstanceOf(LinkVerdict.Valid.class);
        assertThatThrownBy(() -> links.create(id + "€", ATTEMPT, "confirm"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1027");
        assertThatThrownBy(() -> links.create("", ATTEMPT, "confirm")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> links.create("order-42", "", "confirm")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> links.create("order-42", "f".repeat(65), "confirm"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesATextOfAnyLength() {
        assertThat(links.verify("A".repeat(10_000_000))).isEqualTo(new LinkVerdict.Invalid());
    }

    @Test
    void showsNoKey() {
        byte[] secret = "a secret key of 32 characters...".getBytes(StandardCharsets.US_ASCII);
        CallbackLinks shown = links(builder -> {}, secret);

        assertThat(shown.toString())
                .isEqualTo("CallbackLinks[" + PAGE + ", signed with k1 of [k1], actions [confirm, cancel]]");
        assertThatThrownBy(() -> links(builder -> builder.verificationKey("k0", Arrays.copyOf(secret, 31))))
                .hasMessage("key k0 must have at least 32 bytes, not 31");
    }

    @Test
    void aKeyThatTheCallerWipesAfterwardsStillSigns() {
        byte[] secret = key(1);
        CallbackLinks wiped = links(builder -> {}, secret);

        Arrays.fill(secret, (byte) 0);

        assertThat(links.verify(text(wiped.create("order-42", ATTEMPT, "confirm"))))
                .isInstanceOf(LinkVerdict.Valid.class);
    }

    @Test
    void refusesKeysAndActionsThatCannotBe() {
        assertThatThrownBy(() -> links(builder -> builder.signingKey("k2", key(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("k1");
        assertThatThrownBy(() -> links(builder -> builder.verificationKey("k1", key(2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> links(builder -> builder.verificationKey("", key(2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> links(builder -> builder.action("con firm")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> links(builder -> builder.action("a".repeat(65))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CallbackLinks.builder(PAGE).action("a").build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        CallbackLinks.builder(PAGE).signingKey("k", key(1)).build())
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/#top",
                "javascript:alert(1)",
                "ftp://example.com/",
                "mailto:a@b",
                "https://example.com/?a=b&link=c"
            })
    void refusesPagesThatAreNone(String page) {
        assertThatThrownBy(() -> CallbackLinks.builder(URI.create(page))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesLinksForAYear() {
        CallbackLinks lasting = links(builder -> builder.expiresAfter(Duration.ofDays(366)));
        String text = text(lasting.create("order-42", ATTEMPT, "cancel"));

        now = START.plus(Duration.ofDays(366)).minusSeconds(1);

        assertThat(lasting.verify(text)).isInstanceOf(LinkVerdict.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "P367D"})
    void refusesLifetimesThatMakeNoSense(String lifetime) {
        assertThatThrownBy(() -> links(builder -> builder.expiresAfter(Duration.parse(lifetime))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
