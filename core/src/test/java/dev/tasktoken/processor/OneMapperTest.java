package dev.tasktoken.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.InvalidPayloadException;
import dev.tasktoken.internal.DefaultMapper;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What reads a payload writes the answer too: a card must not be charged and the answer then fail. */
class OneMapperTest {
    private static final TaskToken TOKEN = Tokens.token(1);

    private final FakeSfn sfn = new FakeSfn();
    private final TokenResponder responder = TokenResponder.of(sfn);

    /** A type that only a module of its own can read and write. */
    static final class Money {
        private final long cents;

        Money(long cents) {
            this.cents = cents;
        }
    }

    record Charge(Money amount) {}

    private static final class MoneyReading extends StdDeserializer<Money> {
        @Serial
        private static final long serialVersionUID = 1;

        MoneyReading() {
            super(Money.class);
        }

        @Override
        public Money deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return new Money(Long.parseLong(parser.getText().replace(".", "")));
        }
    }

    private static final class MoneyWriting extends StdSerializer<Money> {
        @Serial
        private static final long serialVersionUID = 1;

        private final String unit;

        MoneyWriting(String unit) {
            super(Money.class);
            this.unit = unit;
        }

        @Override
        public void serialize(Money money, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(money.cents + " " + unit);
        }
    }

    private static JsonMapper mapper(String unit) {
        SimpleModule module = new SimpleModule()
                .addDeserializer(Money.class, new MoneyReading())
                .addSerializer(Money.class, new MoneyWriting(unit));
        return JsonMapper.builder().addModule(module).build();
    }

    private static Delivery charge() {
        return Delivery.of("{\"amount\":\"19.99\",\"taskToken\":\"" + TOKEN.value() + "\"}");
    }

    private static CallbackProcessor<Charge> processor(TokenResponder responder, JsonMapper mapper) {
        return CallbackProcessor.builder(responder, Charge.class)
                .reader(CallbackReader.builder().mapper(mapper).build())
                .handler(charge -> charge)
                .build();
    }

    @Test
    void theReadersMapperWritesTheAnswer() {
        processor(responder, mapper("cents")).process(charge());

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("{\"amount\":\"1999 cents\"}");
        assertThat(sfn.failures).isEmpty();
    }

    @Test
    void aMapperThatTheRespondersBuilderWasGivenWritesIt() {
        TokenResponder own =
                TokenResponder.builder().client(sfn).mapper(mapper("ct")).build();

        processor(own, mapper("cents")).process(charge());

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("{\"amount\":\"1999 ct\"}");
    }

    @Test
    void aMapperOfAnotherFormatWritesNoAnswer() {
        JsonFactory other = new JsonFactory() {
            @Serial
            private static final long serialVersionUID = 1;

            @Override
            public String getFormatName() {
                return "other";
            }

            @Override
            public JsonFactory copy() {
                return this;
            }
        };
        CallbackProcessor<String> processor = CallbackProcessor.builder(responder, String.class)
                .reader(CallbackReader.builder().mapper(new JsonMapper(other)).build())
                .handler(text -> List.of(1))
                .build();

        processor.process(charge());

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("[1]");
    }

    @Test
    void answersByHandHaveTheRespondersMapper() {
        assertThatThrownBy(() -> responder.succeed(TOKEN, new Money(1)))
                .isInstanceOf(OutputRejectedException.class)
                .hasMessageContaining("Money");
        TokenResponder own =
                TokenResponder.builder().client(sfn).mapper(mapper("ct")).build();

        own.succeed(TOKEN, new Money(1));

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("\"1 ct\"");
    }

    @Test
    void timesAndOptionalsAreReadAndWrittenAsTexts() {
        record Booking(Instant at, Optional<LocalDate> day, Duration stay, Optional<String> note) {}
        CallbackProcessor<Booking> processor =
                CallbackProcessor.of(responder, Booking.class, (Booking booking) -> booking);
        String members = "\"at\":\"2026-11-28T06:00:00Z\",\"day\":\"2026-11-28\",\"stay\":\"PT48H\",\"note\":null";

        processor.process(Delivery.of("{" + members + ",\"taskToken\":\"" + TOKEN.value() + "\"}"));

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("{" + members + "}");
    }

    @Test
    void datesAreTextsToo() {
        responder.succeed(TOKEN, Map.of("at", Date.from(Instant.EPOCH)));

        assertThat(sfn.successes)
                .singleElement()
                .extracting(r -> r.output())
                .isEqualTo("{\"at\":\"1970-01-01T00:00:00.000+00:00\"}");
    }

    @Test
    void withoutItsModuleATypesErrorNamesWhatToAdd() {
        JsonMapper bare = DefaultMapper.create(new ClassLoader(null) {});
        CallbackReader reader = CallbackReader.builder().mapper(bare).build();
        TokenResponder own = TokenResponder.builder().client(sfn).mapper(bare).build();
        record Timed(Instant at) {}
        record Optioned(Optional<String> note) {}
        String rest = ",\"taskToken\":\"" + TOKEN.value() + "\"}";

        assertThatThrownBy(() ->
                        reader.read("{\"at\":\"2026-11-28T06:00:00Z\"" + rest).payload(Timed.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("at 'at': Jackson does not know how to handle java.time.Instant")
                .hasMessageContaining("com.fasterxml.jackson.datatype:jackson-datatype-jsr310")
                .hasMessageContaining(".addModule(new JavaTimeModule())");
        assertThatThrownBy(() -> reader.read("{\"note\":\"x\"" + rest).payload(Optioned.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("com.fasterxml.jackson.datatype:jackson-datatype-jdk8")
                .hasMessageContaining(".addModule(new Jdk8Module())");
        assertThatThrownBy(() -> own.succeed(TOKEN, new Timed(Instant.EPOCH)))
                .isInstanceOf(OutputRejectedException.class)
                .hasMessageContaining("com.fasterxml.jackson.datatype:jackson-datatype-jsr310");
        assertThatThrownBy(() -> own.succeed(TOKEN, new Optioned(Optional.of("x"))))
                .isInstanceOf(OutputRejectedException.class)
                .hasMessageContaining("com.fasterxml.jackson.datatype:jackson-datatype-jdk8");
    }
}
