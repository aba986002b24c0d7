package dev.tasktoken.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.testkit.TestTokens;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;

class MessageParametersTest {
    private static final Set<String> KNOWN = Set.of("Body", "MessageAttributes");

    @Test
    void aTextIsTheMessageAsItStands() {
        assertThat(read("{\"Body\": \"{\\\"a\\\" : 1}\"}").message("Body")).isEqualTo("{\"a\" : 1}");
    }

    @Test
    void anythingElseIsWrittenAsJsonWithItsNumbersAsTheyWere() {
        String body = "{\"b\":1.50,\"a\":[123456789012345678901234567890,0.1,true,null],\"c\":\"\\\"é\"}";

        assertThat(read("{\"Body\": " + body + "}").message("Body")).isEqualTo(body);
    }

    @Test
    void readsAttributesOfEveryType() {
        MessageParameters parameters = read("""
                {"MessageAttributes": {
                    "text": {"DataType": "String", "StringValue": "a"},
                    "number": {"DataType": "Number", "StringValue": 7},
                    "bytes": {"DataType": "Binary.png", "BinaryValue": "AQI="}}}""");

        var attributes = parameters.attributes(attribute -> attribute);

        assertThat(attributes).containsOnlyKeys("text", "number", "bytes");
        assertThat(attributes.get("text")).isEqualTo(new Attribute("String", "a", null));
        assertThat(attributes.get("number")).isEqualTo(new Attribute("Number", "7", null));
        assertThat(attributes.get("bytes"))
                .isEqualTo(new Attribute("Binary.png", null, SdkBytes.fromByteArray(new byte[] {1, 2})));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"text\"", "{\"Body\": \"cut off he", "{} {}", "{\"Body\": 1E2147483648}"})
    void refusesWhatIsNoObject(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(NotResendableException.class)
                .hasMessage(
                        "its parameters are truncated, no JSON object, or have a key twice or a number out of range")
                .hasNoCause();
    }

    /** Only the last would be sent, and its receiver would answer a parent's task instead of refusing both. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Body\": \"a\", \"Body\": \"b\"}",
                "{\"Body\": {\"taskToken\": \"a\", \"taskToken\": \"b\"}}",
                "{\"MessageAttributes\": {\"a\": {\"StringValue\": \"a\"}, \"a\": {\"StringValue\": \"b\"}}}"
            })
    void refusesAKeyThatIsThereTwice(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(NotResendableException.class)
                .hasMessageContaining("a key twice")
                .hasNoCause();
    }

    @Test
    void showsNoTokenThatBecameAParametersName() {
        assertThatThrownBy(() -> read("{\"" + TestTokens.numbered(1) + "\": 1}"))
                .isInstanceOf(NotResendableException.class)
                .hasMessageNotContaining(TestTokens.PREFIX);
    }

    @Test
    void refusesWhatWouldBeLostByName() {
        assertThatThrownBy(() -> read("{\"Body\": \"a\", \"PhoneNumber\": \"1\"}"))
                .isInstanceOf(NotResendableException.class)
                .hasMessage("its parameters [PhoneNumber] cannot be sent again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"StringListValues", "BinaryListValues", "Unheard"})
    void refusesAMemberOfAnAttributeThatWouldBeLost(String member) {
        MessageParameters parameters = read("""
                {"MessageAttributes": {"a": {"DataType": "String", "StringValue": "x", "%s": ["secret"]}}}""".formatted(member));

        assertThatThrownBy(() -> parameters.attributes(attribute -> attribute))
                .isInstanceOf(NotResendableException.class)
                .hasMessage("a message attribute has a member that would be lost");
    }

    @Test
    void refusesAMissingMessageByName() {
        assertThatThrownBy(() -> read("{\"Body\": null}").message("Body"))
                .isInstanceOf(NotResendableException.class)
                .hasMessage("its parameter Body is missing");
        assertThatThrownBy(() -> read("{}").text("Body")).hasMessage("its parameter Body is missing");
    }

    @Test
    void refusesAValueThatIsNoText() {
        assertThatThrownBy(() -> read("{\"Body\": 1}").text("Body")).hasMessage("its parameter Body is not a text");
    }

    @Test
    void refusesBytesThatAreNotBase64() {
        assertThatThrownBy(() -> read("{\"MessageAttributes\": {\"a\": {\"BinaryValue\": \"!\"}}}")
                        .attributes(attribute -> attribute))
                .isInstanceOf(NotResendableException.class)
                .hasNoCause();
    }

    @Test
    void anAttributeIsPrintedWithoutItsValue() {
        assertThat(new Attribute("String", TestTokens.numbered(1), null)).hasToString("Attribute[String]");
    }

    private static MessageParameters read(String json) {
        return MessageParameters.read(json, KNOWN);
    }
}
