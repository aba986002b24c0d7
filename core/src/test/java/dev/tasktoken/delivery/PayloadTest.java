package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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

    /** Reads as a processor does, and checks that reading the payload later gives the same. */
    private static <T> T typed(String singleQuoted, Class<T> type) {
        CallbackReader reader = CallbackReader.standard();
        Delivery delivery = Delivery.of(json(singleQuoted));
        TypedEnvelope<?> reading = reader.read(delivery, type);
        assertThat(reading.problem()).isEmpty();
        assertThat(reading.envelope().taskToken().value()).isEqualTo(A);
        T payload = type.cast(reading.payload());
        if (type.isRecord()) {
            assertThat(reader.read(delivery).payload(type)).isEqualTo(payload);
        }
        return Objects.requireNonNull(payload);
    }

    private static InvalidPayloadException problem(String singleQuoted, Class<?> type) {
        CallbackReader reader = CallbackReader.standard();
        TypedEnvelope<?> reading = reader.read(Delivery.of(json(singleQuoted)), type);
        assertThat(reading.envelope().taskToken().value()).isEqualTo(A);
        assertThat(reading.problem()).isPresent();
        return reading.problem().orElseThrow();
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
                .isEqualTo("{\"n\":1.10,\"big\":123456789012345678901234567890,\"e\":1E400}");
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
        assertThatThrownBy(() -> reader.read(delivery, Order.class)).isInstanceOf(AmbiguousTokenException.class);
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
    void doesNotReadFromAMapperThatChangesLater() {
        ObjectMapper mapper = JsonMapper.builder().build();
        CallbackReader reader = CallbackReader.builder().mapper(mapper).build();
        mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

        CallbackEnvelope envelope = reader.read(json("{'extra':1,'order':7,'token':'<A>'}"));

        assertThatThrownBy(() -> envelope.payload(Order.class)).isInstanceOf(InvalidPayloadException.class);
    }

    @Test
    void keepsTextFromBytesWithoutItsByteOrderMark() {
        String body = "\ufeffjust text";
        Delivery delivery = Delivery.builder(body.getBytes(StandardCharsets.UTF_8))
                .attribute("taskToken", Tokens.number(1))
                .build();

        assertThat(CallbackReader.standard().read(delivery).payloadText()).isEqualTo("just text");
    }

    @Test
    void takesTextThatBeginsWithAQuoteForText() {
        Delivery line = Delivery.builder("\"Smith\",\"John\",42")
                .attribute("TaskToken", A)
                .build();

        assertThat(CallbackReader.standard().read(line).payloadText()).isEqualTo("\"Smith\",\"John\",42");
        assertThat(CallbackReader.standard().read(line, String.class).payload()).isEqualTo("\"Smith\",\"John\",42");
        assertThatThrownBy(() -> CallbackReader.standard().read(line).payload(Order.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageNotContaining("Smith");
    }

    record Tree(@Nullable Tree child, int order) {}

    /** The parser's limit is 1,000 levels, and a binding takes several stack frames for each. */
    @Test
    void refusesAPayloadThatIsTooDeepToBind() throws InterruptedException {
        String deep = "{\"order\":1,\"child\":".repeat(990) + "null" + "}".repeat(990);
        CallbackEnvelope envelope = CallbackReader.standard()
                .read(Delivery.builder(deep).attribute("TaskToken", A).build());
        List<Throwable> thrown = new java.util.ArrayList<>();
        Runnable binding =
                () -> thrown.add(org.assertj.core.api.Assertions.catchThrowable(() -> envelope.payload(Tree.class)));
        Thread small = new Thread(null, binding, "small stack", 256 * 1024);
        small.start();
        small.join();

        assertThat(thrown.get(0)).isInstanceOf(InvalidPayloadException.class).hasMessageContaining("too deep");
    }

    @Test
    void leavesMembersOutWithOneCommaEach() {
        for (String body : List.of(
                "{'taskToken':'<A>','x':1,'y':2}",
                "{'x':1,'taskToken':'<A>','y':2}",
                "{'x':1,'y':2,'taskToken':'<A>'}",
                "{ 'taskToken' : '<A>' , 'x' : 1 , 'y' : 2 }",
                "{ 'x' : 1 , 'y' : 2 , 'task_token' : '<A>' , 'taskToken' : '<A>' }",
                "{'task_token':'<A>','taskToken':'<A>','x':1,'y':2}",
                "{'task_token':'<A>','x':1,'taskToken':'<A>','y':2,'sfnToken':'<A>'}",
                "{'x':1,'Context':{'Execution':{},'Task':{'Token':'<A>'}},'y':2,'taskToken':'<A>'}")) {
            assertThat(typed(body, JsonNode.class).toString()).as(body).isEqualTo("{\"x\":1,\"y\":2}");
            assertThat(CallbackReader.standard().read(json(body)).payloadText().replace(" ", ""))
                    .as(body)
                    .isEqualTo("{\"x\":1,\"y\":2}");
        }
    }

    @Test
    void leavesMembersOutOfContainers() {
        CallbackEnvelope inside = CallbackReader.standard()
                .read(json("{'a':{'x':[',',{}],'taskToken':'<A>'},'taskToken':'<A>','b':{'token':'<A>'}}"));

        assertThat(inside.payloadText()).isEqualTo(json("{'a':{'x':[',',{}]},'b':{}}"));
    }

    @Test
    void copiesNumbersThatNobodyCouldCompute() {
        CallbackEnvelope envelope =
                CallbackReader.standard().read(json("{'Message':{'amount':1991e9999999999},'TaskToken':'<A>'}"));

        assertThat(envelope.payloadText()).isEqualTo("{\"Message\":{\"amount\":1991e9999999999}}");
    }

    @Test
    void bindsWhatAPointerLeadsTo() {
        CallbackReader reader = CallbackReader.builder().payloadAt("/input/0").build();
        Delivery delivery = Delivery.of(json("{'taskToken':'<A>','input':[{'order':7},'x']}"));

        TypedEnvelope<Order> read = reader.read(delivery, Order.class);

        assertThat(read.payload()).isEqualTo(new Order(7));
        assertThat(read.envelope().payload(Order.class)).isEqualTo(new Order(7));
        assertThat(read.envelope().payloadText()).isEqualTo("{\"order\":7}");
        assertThat(read.envelope().tokenPlace()).isEqualTo("/taskToken");
        assertThat(read.toString()).contains("TypedEnvelope").doesNotContain(A);
    }

    @Test
    void bindsAWholeNotificationIfThePointerSaysSo() {
        CallbackReader reader = CallbackReader.builder().payloadAt("").build();
        String notification = json("{'Type':'Notification','TopicArn':'arn','Message':'{\\'taskToken\\':\\'<A>\\'}'}");

        TypedEnvelope<JsonNode> read = reader.read(Delivery.of(notification), JsonNode.class);

        assertThat(read.taskToken().value()).isEqualTo(A);
        assertThat(read.payload().has("TopicArn")).isTrue();
    }

    /** Building the path of each key that is named like the last took seconds for as little. */
    @Test
    void findsASecondPayloadByThePointersLengthAndNotByTheDepth() {
        String deep = "{\"order\":".repeat(900) + "1" + "}".repeat(900);
        CallbackReader reader =
                CallbackReader.builder().payloadAt("/first/order").build();
        String body = "{\"first\":{\"order\":{\"order\":7}},\"rest\":[" + deep + ("," + deep).repeat(50)
                + "],\"token\":\"" + A + "\"}";

        assertThat(reader.read(Delivery.of(body), Order.class).payload()).isEqualTo(new Order(7));
    }

    @Test
    void refusesAPayloadInBytesThatAreNotUtf8() {
        Delivery delivery = Delivery.builder(new byte[] {'M', (byte) 0xfc})
                .attribute("TaskToken", A)
                .build();

        assertThatThrownBy(() -> CallbackReader.standard().read(delivery).payloadText())
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("UTF-8");
    }

    /** A mapper's leniency is for its payloads; which task is answered does not depend on it. */
    @Test
    void readsDeliveriesAsStrictJsonWhateverTheMapperIs() {
        CallbackReader lenient = CallbackReader.builder()
                .mapper(JsonMapper.builder()
                        .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_JAVA_COMMENTS)
                        .build())
                .build();

        assertThatThrownBy(() -> lenient.read(json("{'order':7/*,'taskToken':'B'*/,'taskToken':'<A>'}")))
                .isInstanceOf(UnreadableDeliveryException.class);
        assertThat(lenient.read(Delivery.builder("{\"order\":7/* a comment */}")
                                .attribute("TaskToken", A)
                                .build())
                        .payload(Order.class))
                .isEqualTo(new Order(7));
    }

    @Test
    void refusesAPayloadOfAnotherEncodingThanUtf8() {
        byte[] latin = "{\"order\":1,\"name\":\"M\u00fcller\"}".getBytes(StandardCharsets.ISO_8859_1);
        CallbackEnvelope envelope = CallbackReader.standard()
                .read(Delivery.builder(latin).attribute("TaskToken", A).build());

        assertThatThrownBy(() -> envelope.payload(Order.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("not in UTF-8");
        assertThatThrownBy(envelope::payloadText)
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("not in UTF-8");
    }

    @Test
    void takesTextForWhateverTypeOfJacksonIsAText() {
        CallbackEnvelope envelope = CallbackReader.standard()
                .read(Delivery.builder("just text").attribute("TaskToken", A).build());

        assertThat(envelope.<Object>payload(JsonMapper.builder().build().constructType(String.class)))
                .isEqualTo("just text");
    }
}
