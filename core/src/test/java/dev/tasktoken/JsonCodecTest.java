package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.InvalidPayloadException;
import dev.tasktoken.processor.CallbackProcessor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A codec of another JSON library, which has nothing of Jackson's. */
class JsonCodecTest {
    private static final TaskToken TOKEN = Tokens.token(1);

    private final FakeSfn sfn = new FakeSfn();

    record Shout(String text) {}

    /** Shouts in both directions. */
    private static final class Shouting implements JsonCodec {
        @Override
        public @Nullable Object read(Reader json, Type type) throws Exception {
            StringWriter text = new StringWriter();
            json.transferTo(text);
            if (text.toString().contains("secret")) {
                throw new IllegalStateException("it is secret");
            }
            return type == Shout.class ? new Shout(text.toString().toUpperCase(Locale.ROOT)) : null;
        }

        @Override
        public void write(@Nullable Object output, OutputStream json) throws Exception {
            try {
                json.write(("\"" + output + "!\"").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String message(String members) {
        return "{" + members + ",\"taskToken\":\"" + TOKEN.value() + "\"}";
    }

    private final CallbackReader reader =
            CallbackReader.builder().codec(new Shouting()).build();

    @Test
    void isGivenThePayloadWithoutItsTokenAndWritesTheResult() {
        CallbackProcessor<Shout> processor = CallbackProcessor.builder(TokenResponder.of(sfn), Shout.class)
                .reader(reader)
                .handler(payload -> payload.text().length())
                .build();

        processor.process(Delivery.of(message("\"a\":1")));

        assertThat(reader.read(message("\"a\":1")).payload(Shout.class).text()).isEqualTo("{\"A\":1}");
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("\"7!\"");
    }

    @Test
    void ofTheResponderIsPreferredToTheReaders() {
        TokenResponder own =
                TokenResponder.builder().client(sfn).codec(JsonCodec.standard()).build();
        CallbackProcessor<Shout> processor = CallbackProcessor.builder(own, Shout.class)
                .reader(reader)
                .handler(payload -> payload.text().length())
                .build();

        processor.process(Delivery.of(message("\"a\":1")));

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("7");
    }

    @Test
    void thatDoesNotDescribeItsExceptionsShowsTheirNamesOnly() {
        assertThatThrownBy(() -> reader.read(message("\"a\":\"secret\"")).payload(Shout.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessage(
                        "The payload does not bind to dev.tasktoken.JsonCodecTest$Shout: java.lang.IllegalStateException")
                .hasNoCause();
    }

    @Test
    void thatReturnsNullHasNoPayload() {
        assertThatThrownBy(() -> reader.read(message("\"a\":1")).payload(Integer.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessage("The payload is null, not java.lang.Integer");
    }

    @Test
    void failsTheTaskWhenTheStreamIsFullHoweverItPassesThatOn() {
        TokenResponder shouting =
                TokenResponder.builder().client(sfn).codec(new Shouting()).build();

        assertThatThrownBy(() -> shouting.succeed(TOKEN, "x".repeat(262_142)))
                .isInstanceOf(OutputRejectedException.class)
                .hasMessageContaining("OutputTooLarge");
    }

    @Test
    void refusesWhatItWritesIfThatIsNotJson() {
        TokenResponder shouting =
                TokenResponder.builder().client(sfn).codec(new Shouting()).build();

        assertThatThrownBy(() -> shouting.succeed(TOKEN, "\""))
                .isInstanceOf(OutputRejectedException.class)
                .hasMessageContaining("OutputNotJson");
    }

    @Test
    void namesNoComponentsUnlessItSaysSo() {
        record Asking(String taskToken) {}

        assertThat(reader.binding(Asking.class)).isNotNull();
        assertThatThrownBy(() -> CallbackReader.standard().binding(Asking.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bindsTheMessageForAFunctionThatFindsTheToken() {
        record Meta(String resume) {}
        record Message(Meta meta) {}
        CallbackReader byRecord = CallbackReader.builder()
                .tokenBy(Message.class, message -> message.meta().resume())
                .build();
        CallbackReader later = CallbackReader.builder()
                .tokenBy(Shout.class, message -> message.text().replace("\"", ""))
                .codec(new Shouting())
                .build();

        assertThat(byRecord.read("{\"meta\":{\"resume\":\"" + TOKEN.value() + "\"}}")
                        .taskToken())
                .isEqualTo(TOKEN);
        assertThatThrownBy(() -> byRecord.read("{\"meta\":{\"resume\":[\"secret\"]}}"))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageNotContaining("secret");
        assertThat(later.read("\"" + TOKEN.value() + "\"").taskToken().value())
                .isEqualTo(TOKEN.value().toUpperCase(Locale.ROOT));
    }

    private static TokenResponder writing(FakeSfn sfn, Writing write) {
        JsonCodec codec = new JsonCodec() {
            @Override
            public @Nullable Object read(Reader json, Type type) {
                return null;
            }

            @Override
            public void write(@Nullable Object output, OutputStream json) throws Exception {
                write.to(json);
            }

            @Override
            public String describe(Throwable thrown) {
                return String.valueOf(thrown.getMessage());
            }
        };
        return TokenResponder.builder().client(sfn).codec(codec).build();
    }

    @FunctionalInterface
    private interface Writing {
        void to(OutputStream json) throws Exception;
    }

    @Test
    void thatSwallowsTheEndOfTheStreamSendsNothingCut() {
        TokenResponder responder = writing(sfn, json -> {
            PrintStream swallowing = new PrintStream(json, true, StandardCharsets.UTF_8);
            swallowing.print("{\"report\":\"");
            swallowing.print("y".repeat(300_000));
            swallowing.print("\",\"ok\":true}");
        });

        assertThatThrownBy(() -> responder.succeed(TOKEN, "report"))
                .isInstanceOf(OutputRejectedException.class)
                .hasMessageContaining("OutputTooLarge");
        assertThat(sfn.successes).isEmpty();
    }

    @Test
    void thatWritesAnotherCharacterSetSendsNothing() {
        TokenResponder responder =
                writing(sfn, json -> json.write("\"M\u00fcller\"".getBytes(StandardCharsets.ISO_8859_1)));

        assertThatThrownBy(() -> responder.succeed(TOKEN, "name"))
                .isInstanceOf(OutputRejectedException.class)
                .hasMessageContaining("OutputNotJson");
        assertThat(sfn.successes).isEmpty();
    }

    @Test
    void thatIsInterruptedLeavesTheTaskForARedelivery() {
        TokenResponder responder = writing(sfn, json -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> responder.succeed(TOKEN, "x")).isInstanceOf(AnswerNotDeliveredException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sfn.failures).isEmpty();
    }

    @Test
    void thatDescribesAProblemByTheTokenOrAtLengthIsCut() {
        TokenResponder quoting = writing(sfn, json -> {
            throw new IOException("boom " + TOKEN.value().repeat(60));
        });

        assertThatThrownBy(() -> quoting.succeed(TOKEN, "x"))
                .isInstanceOf(OutputRejectedException.class)
                .hasMessageNotContaining(TOKEN.value());
    }
}
