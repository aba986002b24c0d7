package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static final String A = Tokens.number(1);

    record Payment(String token, int amount) {}

    record Order(int order) {}

    record Holder(Order data) {}

    static final class Created {
        private final String token;
        private final List<Integer> parts;

        @JsonCreator
        Created(@JsonProperty("parts") List<Integer> parts, @JsonProperty("token") String token) {
            this.token = token;
            this.parts = List.copyOf(parts);
        }
    }

    record Picky(int amount) {
        Picky {
            if (amount < 0) {
                throw new IllegalArgumentException("secret " + amount);
            }
        }
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').replace("<A>", A);
    }

    /** Reads as a processor does, in one pass where that can be, and checks that two passes give the same. */
    private static <T> T typed(String singleQuoted, Class<T> type) {
        CallbackReader reader = CallbackReader.standard();
        Delivery delivery = Delivery.of(json(singleQuoted));
        TypedEnvelope<?> reading = reader.readTyped(delivery, reader.mapper().constructType(type));
        assertThat(reading.problem()).isNull();
        assertThat(reading.envelope().taskToken().value()).isEqualTo(A);
        T payload = type.cast(reading.payload());
        if (type.isRecord()) {
            assertThat(reader.read(delivery).payload(type)).isEqualTo(payload);
        }
        return Objects.requireNonNull(payload);
    }

    private static InvalidPayloadException problem(String singleQuoted, Class<?> type) {
        CallbackReader reader = CallbackReader.standard();
        TypedEnvelope<?> reading = reader.readTyped(
                Delivery.of(json(singleQuoted)), reader.mapper().constructType(type));
        assertThat(reading.envelope().taskToken().value()).isEqualTo(A);
        assertThat(reading.problem()).isNotNull();
        return Objects.requireNonNull(reading.problem());
    }

    @Test
    void keepsTheBusinessFieldThatLooksLikeAToken() {
        assertThat(typed("{'token':'tok_visa','amount':5,'TaskToken':'<A>'}", Payment.class))
                .isEqualTo(new Payment("tok_visa", 5));
        assertThat(typed("{'TaskToken':'<A>','amount':5,'token':'tok_visa'}", Payment.class))
                .isEqualTo(new Payment("tok_visa", 5));
        assertThat(typed("{'TaskToken':'<A>','amount':5,'token':{'id':'tok_visa'}}", JsonNode.class)
                        .toString())
                .isEqualTo("{\"amount\":5,\"token\":{\"id\":\"tok_visa\"}}");
    }

    @Test
    void bindsACreatorAroundTheHiddenToken() {
        Created created = typed("{'token':'tok_visa','TaskToken':'<A>','parts':[1,2]}", Created.class);

        assertThat(created.token).isEqualTo("tok_visa");
        assertThat(created.parts).containsExactly(1, 2);
    }

    @Test
    void bindsWhatStandsBesideTheTokenInAContainer() {
        assertThat(typed("{'x':1,'body':{'TaskToken':'<A>','order':7}}", Order.class))
                .isEqualTo(new Order(7));
        assertThat(typed("{'data':{'order':7,'taskToken':'<A>'},'taskToken':'<A>'}", Holder.class))
                .isEqualTo(new Holder(new Order(7)));
    }

    @Test
    void bindsWithoutAPassedOnContextObject() {
        assertThat(typed("{'ExecutionContext':{'Task':{'Token':'<A>'},'State':{}},'order':7}", Order.class))
                .isEqualTo(new Order(7));
        assertThat(typed("{'order':7,'token':'<A>','Ctx':{'Task':{'Token':'<A>'},'State':[{}]}}", Order.class))
                .isEqualTo(new Order(7));
    }

    @Test
    void bindsToATreeAMapAndAGenericType() {
        CallbackEnvelope envelope = CallbackReader.standard().read(json("{'a':{'order':7},'token':'<A>'}"));

        assertThat(envelope.payload(new TypeReference<Map<String, Order>>() {})).isEqualTo(Map.of("a", new Order(7)));
        assertThat(envelope.payload().toString()).isEqualTo("{\"a\":{\"order\":7}}");
        assertThat(typed("{'a':[1,{'b':null}],'token':'<A>'}", JsonNode.class).toString())
                .isEqualTo("{\"a\":[1,{\"b\":null}]}");
    }

    @Test
    void keepsThePayloadAsTextWithItsNumbersUntouched() {
        assertThat(typed("{'n':1.10,'big':123456789012345678901234567890,'token':'<A>','e':1E400}", String.class))
                .isEqualTo("{\"n\":1.10,\"big\":123456789012345678901234567890,\"e\":1E+400}");
    }

    @Test
    void bindsABodyThatIsNoObjectWhenTheTokenIsInAnAttribute() {
        Delivery list = Delivery.builder("[1,2]").attribute("TaskToken", A).build();
        Delivery text = Delivery.builder("\"hello\"").attribute("TaskToken", A).build();
        Delivery plain = Delivery.builder("hello {").attribute("TaskToken", A).build();

        assertThat(CallbackReader.standard().read(list).payload(int[].class)).containsExactly(1, 2);
        assertThat(CallbackReader.standard().read(text).payload(String.class)).isEqualTo("hello");
        assertThat(CallbackReader.standard().read(plain).payload(String.class)).isEqualTo("hello {");
        assertThatThrownBy(() -> CallbackReader.standard().read(plain).payload(Order.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("not JSON");
    }

    @Test
    void refusesAnUnknownPropertyByItsPathAndNotItsValue() {
        assertThat(problem("{'order':7,'extra':'secret','token':'<A>'}", Order.class))
                .hasMessageContaining("'extra'")
                .hasMessageContaining("unknown property")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void refusesAValueThatDoesNotFitByItsPathAndType() {
        assertThat(problem("{'data':{'order':'secret'},'token':'<A>'}", Holder.class))
                .hasMessageContaining("'data.order'")
                .hasMessageContaining("int")
                .hasMessageNotContaining("secret");
        assertThat(problem("{'amount':-4711,'token':'<A>'}", Picky.class))
                .hasMessageContaining("IllegalArgumentException")
                .hasMessageNotContaining("4711");
    }

    @Test
    void refusesToGuessWhichOfTwoPayloadsIsTheTokens() {
        problem("{'a':{'order':1},'a':{'order':2,'taskToken':'<A>'}}", Order.class);
        problem("{'a':{'order':2,'taskToken':'<A>'},'a':{'order':1}}", Order.class);
        CallbackEnvelope hostile = CallbackReader.builder()
                .payloadAt("/a/b")
                .build()
                .read(json("{'a':1,'b':{'order':1},'a':{'b':{'order':2}},'taskToken':'<A>'}"));

        assertThatThrownBy(() -> hostile.payload(Order.class)).isInstanceOf(InvalidPayloadException.class);
        assertThatThrownBy(hostile::payloadText).isInstanceOf(InvalidPayloadException.class);
    }

    @Test
    void leavesABusinessObjectInThePayloadThatHasATaskWithAToken() {
        assertThat(typed("{'taskToken':'<A>','order':{'qty':5,'Task':{'Token':'tok_visa'}}}", JsonNode.class)
                        .toString())
                .isEqualTo("{\"order\":{\"qty\":5,\"Task\":{\"Token\":\"tok_visa\"}}}");
    }

    @Test
    void refusesABodyThatGoesOnBehindItsPayload() {
        for (String body : new String[] {"{\"order\":1}{\"order\":2}", "{\"order\":1} garbage", "[1] 2"}) {
            CallbackEnvelope envelope = CallbackReader.standard()
                    .read(Delivery.builder(body).attribute("TaskToken", A).build());

            assertThatThrownBy(() -> envelope.payload(JsonNode.class))
                    .as(body)
                    .isInstanceOf(InvalidPayloadException.class);
        }
    }

    @Test
    void bindsABodyThatIsAJsonStringToWhatItsTypeMakesOfIt() {
        Delivery word =
                Delivery.builder("\"SECONDS\"").attribute("TaskToken", A).build();
        Delivery digits = Delivery.builder("\"123\"").attribute("TaskToken", A).build();

        assertThat(CallbackReader.standard().read(word).payload(TimeUnit.class)).isEqualTo(TimeUnit.SECONDS);
        assertThat(CallbackReader.standard().read(digits).payload().isTextual()).isTrue();
    }

    @Test
    void saysThatATokenAloneHasNoPayload() {
        CallbackEnvelope envelope = CallbackReader.builder().tokenAt("").build().read("\"" + A + "\"");

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThatThrownBy(envelope::payloadText).isInstanceOf(InvalidPayloadException.class);
    }

    /** Stops at the second key, as a deserializer may that has seen enough. */
    static final class StopsEarly extends StdDeserializer<Order> {
        private static final long serialVersionUID = 1;

        StopsEarly() {
            super(Order.class);
        }

        @Override
        public Order deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            parser.nextToken();
            return new Order(0);
        }
    }

    @Test
    void findsTheSameTokenWhenADeserializerStopsEarly() {
        CallbackReader reader = CallbackReader.builder()
                .mapper(JsonMapper.builder()
                        .addModule(new SimpleModule().addDeserializer(Order.class, new StopsEarly()))
                        .build())
                .build();
        Delivery delivery = Delivery.of(json("{'token':'B','rest':'{\\'taskToken\\':\\'<A>\\'}'}"));

        assertThatThrownBy(() -> reader.read(delivery)).isInstanceOf(AmbiguousTokenException.class);
        assertThatThrownBy(() -> reader.readTyped(delivery, reader.mapper().constructType(Order.class)))
                .isInstanceOf(AmbiguousTokenException.class);
    }

    @Test
    void refusesANullPayload() {
        Delivery delivery = Delivery.builder("null").attribute("TaskToken", A).build();

        assertThatThrownBy(() -> CallbackReader.standard().read(delivery).payload(Order.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("null");
    }

    @Test
    void bindsWithTheCallersMapper() {
        ObjectMapper lenient = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        CallbackReader reader = CallbackReader.builder().mapper(lenient).build();

        CallbackEnvelope envelope = reader.read(json("{'b':{'order':7,'x':{'y':1},'token':'<A>'},'c':1}"));

        assertThat(envelope.payload(Order.class)).isEqualTo(new Order(7));
    }

    @Test
    void readsAMessageOnceWhenTheTokenIsWhereItMostlyIs() {
        assertThat(parsersFor("{'order':7,'taskToken':'<A>'}")).isEqualTo(1);
        assertThat(parsersFor("{'token':'<A>','order':7}")).isEqualTo(1);
        assertThat(parsersFor("{'token':'<A>','order':7,'ExecutionContext':{'Task':{'Token':'<A>'}}}"))
                .isEqualTo(1);
    }

    @Test
    void readsAMessageAgainOnlyWhenItHidTheWrongKey() {
        assertThat(parsersFor("{'token':'tok_visa','order':7,'taskToken':'<A>'}"))
                .isEqualTo(2);
    }

    @Test
    void doesNotReadFromAMapperThatChangesLater() {
        ObjectMapper mapper = JsonMapper.builder().build();
        CallbackReader reader = CallbackReader.builder().mapper(mapper).build();
        mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

        CallbackEnvelope envelope = reader.read(json("{'extra':1,'order':7,'token':'<A>'}"));

        assertThatThrownBy(() -> envelope.payload(Order.class)).isInstanceOf(InvalidPayloadException.class);
    }

    private static int parsersFor(String singleQuoted) {
        CountingFactory factory = new CountingFactory();
        CallbackReader reader = CallbackReader.builder()
                .mapper(JsonMapper.builder(factory)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build())
                .build();
        JavaType type = reader.mapper().constructType(Order.class);

        TypedEnvelope<?> reading = reader.readTyped(Delivery.of(json(singleQuoted)), type);

        assertThat(reading.payload()).isEqualTo(new Order(7));
        return ((CountingFactory) reader.mapper().getFactory()).parsers.get();
    }

    private static final class CountingFactory extends JsonFactory {
        private static final long serialVersionUID = 1;
        private final transient AtomicInteger parsers = new AtomicInteger();

        @Override
        public JsonFactory copy() {
            return new CountingFactory();
        }

        @Override
        public JsonParser createParser(@Nullable String content) throws IOException {
            parsers.incrementAndGet();
            return super.createParser(content);
        }
    }

    @Test
    void keepsTextFromBytesWithoutItsByteOrderMark() {
        String body = "\ufeffjust text";
        Delivery delivery = Delivery.builder(body.getBytes(StandardCharsets.UTF_8))
                .attribute("taskToken", Tokens.number(1))
                .build();

        assertThat(CallbackReader.standard().read(delivery).payloadText()).isEqualTo("just text");
    }
}
