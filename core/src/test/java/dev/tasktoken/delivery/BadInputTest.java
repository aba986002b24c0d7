package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.Tokens;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
    private static final String A = Tokens.number(1);
    private static final CallbackReader READER = CallbackReader.standard();

    record Empty() {}

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "hello", "{", "{\"a\":tru}", "{\"a\":1}}", "{\"a\":1} {\"b\":2}", "<xml/>", "{'a':1}"
            })
    void refusesABodyThatIsNotJson(String body) {
        assertThatThrownBy(() -> READER.read(body))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"taskToken\":\"<A>\"} x", "{\"taskToken\":\"<A>\"", "{\"taskToken\":\"<A>\",}"})
    void refusesABodyThatStopsBeingJsonBehindTheToken(String body) {
        String broken = body.replace("<A>", A);

        assertThatThrownBy(() -> READER.read(broken))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageNotContaining(Tokens.PREFIX);
        assertThatThrownBy(() -> READER.read(Delivery.of(broken), Empty.class))
                .isInstanceOf(UnreadableDeliveryException.class);
    }

    @Test
    void saysWhereABodyStopsBeingJsonWithoutQuotingIt() {
        assertThatThrownBy(() -> READER.read("{\"a\":\nsecret}"))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2049})
    void refusesATokenOfAnImpossibleLength(int length) {
        String body = "{\"taskToken\":\"" + "x".repeat(length) + "\"}";

        assertThatThrownBy(() -> READER.read(body)).isInstanceOf(InvalidTaskTokenException.class);
    }

    @Test
    void takesATokenOf2048Characters() {
        String token = "x".repeat(2048);

        assertThat(READER.read("{\"taskToken\":\"" + token + "\"}").taskToken().value())
                .isEqualTo(token);
    }

    @Test
    void readsABodyOfOneMebibyte() {
        String body = "{\"note\":\"" + "n".repeat(1 << 20) + "\",\"taskToken\":\"" + A + "\"}";

        assertThat(READER.read(body).taskToken().value()).isEqualTo(A);
        assertThat(READER.read(Delivery.of(body.getBytes(StandardCharsets.UTF_8)))
                        .payload()
                        .path("note")
                        .textValue())
                .hasSize(1 << 20);
    }

    @Test
    void readsABodyThatIsNestedAThousandDeep() {
        String body = "{\"taskToken\":\"" + A + "\",\"x\":" + "[".repeat(999) + "]".repeat(999) + "}";

        assertThat(READER.read(body).taskToken().value()).isEqualTo(A);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 10_000, 1_000_000})
    void refusesABodyThatIsNestedDeeper(int depth) {
        String arrays = "{\"taskToken\":\"" + A + "\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        String objects =
                "{\"taskToken\":\"" + A + "\",\"x\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}";

        assertThatThrownBy(() -> READER.read(arrays))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> READER.read(objects)).isInstanceOf(UnreadableDeliveryException.class);
    }

    @Test
    void shortensHostileKeysInItsMessages() {
        String body = "{\"" + "k".repeat(5_000) + "\":1,\"line\\nbreak\":2}";

        assertThatThrownBy(() -> READER.read(body))
                .isInstanceOf(TokenNotFoundException.class)
                .satisfies(
                        e -> assertThat(e.getMessage()).hasSizeLessThan(1_000).doesNotContain("\n"));
    }

    @Test
    void survivesBytesThatAreNotUtf8() {
        byte[] body = {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'};

        assertThatThrownBy(() -> READER.read(Delivery.of(body))).isInstanceOf(TaskTokenException.class);
    }

    /** Found by the fuzzer: keys are shown, and what was a map's key there was a token. */
    @Test
    void showsTooLittleOfALongKeyToBeAToken() {
        String map = "{\"" + A + "\":1,\"x\":{\"" + A + "\":2}}";
        Delivery attribute = Delivery.builder("{}").attribute(A, "x").build();
        String ambiguous = "{\"" + A + "\":{\"taskToken\":\"a\"},\"x\":{\"taskToken\":\"b\"}}";
        CallbackEnvelope envelope = READER.read("{\"taskToken\":\"" + A + "\",\"" + A + "\":{}}");

        assertThatThrownBy(() -> READER.read(map))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("...")
                .hasMessageNotContaining(Tokens.PREFIX);
        assertThatThrownBy(() -> READER.read(attribute))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageNotContaining(Tokens.PREFIX);
        assertThatThrownBy(() -> READER.read(ambiguous))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageNotContaining(Tokens.PREFIX);
        assertThatThrownBy(() -> envelope.payload(Empty.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageNotContaining(Tokens.PREFIX);
        assertThat(READER.read("{\"" + A + "\":{\"taskToken\":\"a\"}}").tokenPlace())
                .doesNotContain(Tokens.PREFIX);
    }

    /** Jackson finds out the encoding of bytes by itself; nothing else here does, so half of it was read as UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void refusesAnotherEncodingThanUtf8(String encoding) {
        byte[] body = ("{\"taskToken\":\"" + A + "\"}").getBytes(Charset.forName(encoding));

        assertThatThrownBy(() -> READER.read(Delivery.of(body)))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageContaining("not in UTF-8");
    }
}
