package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.FakeEnvironment;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read only because the caller says so. */
class CallersWordTest {
    private static final String A = Tokens.number(1);
    private static final String B = Tokens.number(2);
    private static final String BODY = "{\"order\":7,\"taskToken\":\"" + A + "\"}";

    private static String pointer(String type, String bucket) {
        return "[\"" + type + "\",{\"s3BucketName\":\"" + bucket + "\",\"s3Key\":\"k/1\"}]";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "software.amazon.payloadoffloading.PayloadS3Pointer",
                "com.amazon.sqs.javamessaging.MessageS3Pointer"
            })
    void followsThePointerToALargeMessage(String type) {
        CallbackReader reader = CallbackReader.builder()
                .largeMessages((bucket, key) -> bucket.equals("b") && key.equals("k/1") ? BODY : "{}", Set.of("b"))
                .build();
        Delivery delivery = Delivery.builder(pointer(type, "b"))
                .attribute("ExtendedPayloadSize", "300000")
                .build();

        assertThat(reader.read(delivery).taskToken().value()).isEqualTo(A);
        assertThat(reader.read(delivery).payloadText()).isEqualTo("{\"order\":7}");
    }

    @Test
    void saysThatNothingWasSetToFollowThePointer() {
        String body = pointer("software.amazon.payloadoffloading.PayloadS3Pointer", "b");

        assertThatThrownBy(() -> CallbackReader.standard().read(body))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageContaining("large message")
                .hasMessageContaining("largeMessages");
    }

    @Test
    void refusesABucketThatTheSenderChose() {
        CallbackReader reader = CallbackReader.builder()
                .largeMessages((bucket, key) -> BODY, Set.of("b"))
                .build();
        String body = pointer("software.amazon.payloadoffloading.PayloadS3Pointer", "evil");

        assertThatThrownBy(() -> reader.read(body))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageContaining("evil");
    }

    @Test
    void showsNothingOfABucketThatCannotBeOne() {
        CallbackReader reader = CallbackReader.builder()
                .largeMessages((bucket, key) -> BODY, Set.of("b"))
                .build();
        String body = pointer("software.amazon.payloadoffloading.PayloadS3Pointer", Tokens.number(1));

        assertThatThrownBy(() -> reader.read(body))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageContaining("not a bucket's name")
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    @Test
    void reportsALargeMessageThatCannotBeFetched() {
        CallbackReader reader = CallbackReader.builder()
                .largeMessages(
                        (bucket, key) -> {
                            throw new IOException("secret");
                        },
                        Set.of("b"))
                .build();
        String body = pointer("software.amazon.payloadoffloading.PayloadS3Pointer", "b");

        assertThatThrownBy(() -> reader.read(body))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageContaining("java.io.IOException")
                .hasMessageNotContaining("secret");
    }

    @Test
    void followsAPointerToAPointerOnlySoFar() {
        String body = pointer("software.amazon.payloadoffloading.PayloadS3Pointer", "b");
        CallbackReader reader = CallbackReader.builder()
                .largeMessages((bucket, key) -> body, Set.of("b"))
                .build();

        assertThatThrownBy(() -> reader.read(body))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageContaining("4 times");
    }

    @Test
    void checksTheBucketsWhenTheyAreSet() {
        assertThatThrownBy(() -> CallbackReader.builder().largeMessages((bucket, key) -> BODY, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesAnArrayThatIsNoPointerAlone() {
        assertThatThrownBy(() -> CallbackReader.standard().read("[\"a\",{\"s3BucketName\":\"b\",\"s3Key\":\"k\"}]"))
                .isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> CallbackReader.standard()
                        .read("[\"software.amazon.payloadoffloading.PayloadS3Pointer\",{\"s3Key\":\"k\"}]"))
                .isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void decodesATokenThatWasEncodedOnceMore() {
        CallbackReader reader = CallbackReader.builder().tokenIsBase64(true).build();
        byte[] token = A.getBytes(StandardCharsets.UTF_8);

        for (Base64.Encoder encoder : new Base64.Encoder[] {
            Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding()
        }) {
            String body = "{\"order\":7,\"taskToken\":\"" + encoder.encodeToString(token) + "\"}";

            assertThat(reader.read(body).taskToken().value()).isEqualTo(A);
            assertThat(reader.read(body).payloadText()).isEqualTo("{\"order\":7}");
        }
        assertThatThrownBy(() -> reader.read("{\"taskToken\":\"not base64!\"}"))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasNoCause();
    }

    @Test
    void readsAttributeValuesOfEveryType() {
        CallbackReader reader = CallbackReader.builder().dynamoDbItems(true).build();
        String item = "{\"taskToken\":{\"S\":\"" + A
                + "\"},\"n\":{\"N\":\"1.10\"},\"b\":{\"B\":\"aGk=\"},\"t\":{\"BOOL\":true},"
                + "\"z\":{\"NULL\":true},\"m\":{\"M\":{\"S\":{\"S\":\"x\"}}},\"l\":{\"L\":[{\"N\":\"1\"},{\"S\":\"a\"}]},"
                + "\"ss\":{\"SS\":[\"a\"]},\"ns\":{\"NS\":[\"1\",\"2\"]},\"huge\":{\"N\":\"" + "9".repeat(65) + "\"},"
                + "\"bad\":{\"N\":\"x\"},\"plain\":{\"S\":1},\"two\":{\"S\":\"a\",\"N\":\"1\"}}";

        CallbackEnvelope envelope = reader.read(item);

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payloadText())
                .isEqualTo(
                        "{\"n\":1.10,\"b\":\"aGk=\",\"t\":true,\"z\":null,\"m\":{\"S\":\"x\"},\"l\":[1,\"a\"],\"ss\":[\"a\"],"
                                + "\"ns\":[1,2],\"huge\":\"" + "9".repeat(65) + "\",\"bad\":\"x\",\"plain\":{\"S\":1},"
                                + "\"two\":{\"S\":\"a\",\"N\":\"1\"}}");
    }

    /** A tree keeps the last of two, so that an item with two tokens once looked like one with its second. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"taskToken\":{\"S\":\"<A>\"},\"taskToken\":{\"S\":\"<B>\"}}",
                "{\"taskToken\":{\"S\":\"<A>\",\"S\":\"<B>\"}}",
                "{\"taskToken\":{\"S\":\"<A>\"}} {\"taskToken\":{\"S\":\"<B>\"}}",
                "{\"taskToken\":{\"S\":\"<A>\"}}]",
                ""
            })
    void refusesAnItemThatATreeWouldHideAValueOf(String item) {
        String body = item.replace("<A>", Tokens.number(1)).replace("<B>", Tokens.number(2));
        CallbackReader reader = CallbackReader.builder().dynamoDbItems(true).build();

        assertThatThrownBy(() -> reader.read(body))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    @Test
    void reportsAnItemThatIsNotJson() {
        CallbackReader reader = CallbackReader.builder().dynamoDbItems(true).build();

        assertThatThrownBy(() -> reader.read("{\"taskToken\":")).isInstanceOf(UnreadableDeliveryException.class);
    }

    @Test
    void takesAContainersTokenFromItsEnvironment() {
        assertThat(FakeEnvironment.among(Map.of("BANK_TASK_TOKEN", A, "TASK_TOKEN", A, "TOKEN", B))
                        .value())
                .isEqualTo(A);
        assertThatThrownBy(() -> FakeEnvironment.among(Map.of("BANK_TASK_TOKEN", A, "TASK_TOKEN", B)))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageContaining("BANK_TASK_TOKEN, TASK_TOKEN")
                .hasMessageNotContaining(Tokens.PREFIX);
        assertThatThrownBy(() -> FakeEnvironment.among(Map.of("TOKEN", A))).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> FakeEnvironment.named("NONE", Map.of())).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> TaskToken.fromEnvironment("TASKTOKEN_TEST_UNSET"))
                .isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void takesAContainersTokenFromItsArguments() {
        assertThat(TaskToken.fromArguments("run", "--task-token=" + A).value()).isEqualTo(A);
        assertThat(TaskToken.fromArguments("-TaskToken", A, "x").value()).isEqualTo(A);
        assertThatThrownBy(() -> TaskToken.fromArguments("task-token", A, "--token", A, "--task-token"))
                .isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> TaskToken.fromArguments("--task-token", A, "--task-token", B))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    @Test
    void keepsAnInterruptionOfWhatFetchesALargeMessage() {
        CallbackReader reader = CallbackReader.builder()
                .largeMessages(
                        (bucket, key) -> {
                            throw new InterruptedException();
                        },
                        Set.of("b"))
                .build();
        String body = pointer("software.amazon.payloadoffloading.PayloadS3Pointer", "b");

        assertThatThrownBy(() -> reader.read(body)).isInstanceOf(UnreadableDeliveryException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
