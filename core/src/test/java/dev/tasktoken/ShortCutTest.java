package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.io.InputDecorator;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortCutTest {
    private static final String A = Tokens.number(1);
    private static final String B = Tokens.number(2);
    private static final CallbackReader READER = CallbackReader.standard();

    private static final JsonMapper LENIENT =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();
    private static final CallbackReader THOROUGH = thorough(CallbackReader.builder());
    private static final CallbackReader THOROUGH_AT =
            thorough(CallbackReader.builder().payloadAt("/order"));
    private static final CallbackReader AT =
            CallbackReader.builder().payloadAt("/order").build();

    record Order(int order) {}

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').replace("<A>", A).replace("<B>", B);
    }

    private static @Nullable LoneToken seen(String singleQuoted) {
        return LoneToken.in(json(singleQuoted));
    }

    /** A reader that never takes the short cut: it is told that single quotes are quotes, too. */
    private static CallbackReader thorough(CallbackReader.Builder builder) {
        return builder.mapper(LENIENT).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'taskToken':'<A>'}",
                "{'taskToken':'<A>','order':7}",
                "{'order':7,'taskToken':'<A>'}",
                "{'order':{'a':'}\\'','b':[1]},'TASK_TOKEN':'<A>','x':1}",
                " {\n'my-Task-Token' : '<A>' ,\t'order':7 } \r\n",
                "{'order':'Gr\\u00f6\\u00dfe, \\u003cb\\u003e','taskToken':'<A>'}",
                "{'paymentToken':'tok_visa','type':'token','taskToken':'<A>','kind':'your token: 5'}",
            })
    void seesATokenAmongTheRootsOwnKeys(String body) {
        LoneToken token = seen(body);

        assertThat(token).isNotNull().extracting(LoneToken::value).isEqualTo(A);
        assertThat(String.valueOf(token)).doesNotContain(A);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "7",
                "'<A>'",
                "['taskToken','<A>']",
                "{'token':'<A>'}",
                "{'order':{'taskToken':'<A>'}}",
                "{'order':{'x':1,'taskToken':'<A>'}}",
                "{'order':{'x':1,'taskToken':'<A>','y':2},'z':3}",
                "{'taskToken':'<A>','other':{'taskToken':'<B>'}}",
                "{'taskToken':'<A>','token':'<B>'}",
                "{'taskToken':'<A>','text':'{\\'token\\':\\'<B>\\'}'}",
                "{'taskToken':'<A>','t\\u006fken':'<B>'}",
                "{'taskToken':'<A>','text':'{\\'t\\\\u006fken\\':1}'}",
                "{'taskToken':'<A>','to\u212aen':'<B>'}",
                "{'taskToken':'<A>','to\\u212aen':'<B>'}",
                "{'taskToken':'<A>','taskT\\u006\u0966ken':'<B>'}",
                "{'taskToken':'<A>','task\\u002\u0664token':'<B>'}",
                "{'taskToken':'<A>','taskTo\\u212\u0661en':'<B>'}",
                "{'taskToken':'<A>','text':'{\\'taskT\\\\u006\u0966ken\\':\\'<B>\\'}'}",
                "{'taskToken':'','order':7}",
                "{'taskToken':null,'order':7}",
                "{'taskToken':'a\\/b','order':7}",
                "{'taskToken':'<A>',}",
                "{'taskToken':'<A>' 'order':7}",
                "{,'taskToken':'<A>'}",
                "{'x\\'taskToken':'<A>'}",
                "{'taskToken':'<A>",
                "{'taskToken'",
                "{'taskToken':'<A>'}, {}",
                "{'a':'b,'taskToken':'<A>', c'}",
                "{'b,'taskToken':'<A>',c':1}",
                "{'taskToken':'<A>','detail':'{\\'task\\\\\\u00750054oken\\':\\'<B>\\'}'}",
                "{'taskToken':'<A>','detail':'{\\'task\\u005cu0054oken\\':\\'<B>\\'}'}",
                "{'taskToken':'<A>','detail':'{\\'t\\\\u\\u00306foken\\':\\'<B>\\'}'}",
                "{'taskToken':'<A>','x':'\\u00'}",
                "{'taskToken':'<A>','x':'\\uzzzz'}",
            })
    void givesUpOnAnythingElse(String body) {
        assertThat(seen(body)).isNull();
    }

    @Test
    void takesTheTokenOutOfTheTextWithOneComma() {
        for (String body : List.of(
                "{'taskToken':'<A>','order':7}",
                "{'order':7,'taskToken':'<A>'}",
                "{'order':7, 'taskToken' : '<A>' ,'rest':{'taskTokens':[]}}")) {
            TypedEnvelope<Map<String, Object>> read =
                    READER.read(Delivery.of(json(body)), new TypeReference<Map<String, Object>>() {});

            assertThat(read.taskToken().value()).isEqualTo(A);
            assertThat(read.payload()).containsEntry("order", 7).doesNotContainKey("taskToken");
        }
    }

    @Test
    void bindsWhatAPointerLeadsTo() {
        CallbackReader reader = CallbackReader.builder().payloadAt("/input/0").build();

        TypedEnvelope<Order> read =
                reader.read(Delivery.of(json("{'taskToken':'<A>','input':[{'order':7},'x']}")), Order.class);

        assertThat(read.payload()).isEqualTo(new Order(7));
        assertThat(read.envelope().payload(Order.class)).isEqualTo(new Order(7));
        assertThat(read.envelope().payloadText()).isEqualTo("{\"order\":7}");
        assertThat(read.envelope().tokenPlace()).isEqualTo("/taskToken");
        assertThat(read.toString()).contains("TypedEnvelope").doesNotContain(A);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /input/order    | {'taskToken':'<A>','input':[{'order':7},{'order':8}]}
            /input/order    | {'taskToken':'<A>','input':{'order':{'order':7}},'input':'{}'}
            /items/00       | {'taskToken':'<A>','items':[{'order':7}]}
            /items/0        | {'taskToken':'<A>','items':[{'order':7}],'items':[{'order':8}]}
            /order          | {'order':{'order':1}} {'x':1,'taskToken':'<A>'}
            /order          | {'taskToken':'<A>','order':{'order':2}}{}
            /order          | {'taskToken':'<A>','order':{'order':2},'order':{'order':3}}
            """)
    void givesNoPayloadByAPointerThatAThoroughReadingRefuses(String pointer, String body) {
        Delivery delivery = Delivery.of(json(body));
        CallbackReader quick = CallbackReader.builder().payloadAt(pointer).build();
        CallbackReader thorough = thorough(CallbackReader.builder().payloadAt(pointer));

        assertThat(outcome(quick, delivery)).isEqualTo(outcome(thorough, delivery));
    }

    @Test
    void bindsAWholeNotificationIfThePointerSaysSo() {
        CallbackReader reader = CallbackReader.builder().payloadAt("").build();
        String notification = json("{'Type':'Notification','TopicArn':'arn','Message':'{\\'taskToken\\':\\'<A>\\'}'}");

        TypedEnvelope<JsonNode> read = reader.read(Delivery.of(notification), JsonNode.class);

        assertThat(read.taskToken().value()).isEqualTo(A);
        assertThat(read.payload().has("TopicArn")).isTrue();
    }

    @Test
    void isClosedToLeniencyThatOnlyTheMappersConfigurationHas() {
        JsonMapper mapper = JsonMapper.builder().build();
        mapper.setConfig(mapper.getDeserializationConfig().with(JsonReadFeature.ALLOW_JAVA_COMMENTS));
        CallbackReader reader = CallbackReader.builder().mapper(mapper).build();

        assertThat(outcome(reader, Delivery.of(json("{'a':1,/*x,'taskToken':'<B>',*/'taskToken':'<A>'}"))))
                .asString()
                .contains(TaskToken.of(A).fingerprint());
    }

    /** Reads on behind its value, into what is not its own. */
    static final class ReadsOn extends StdDeserializer<Order> {
        private static final long serialVersionUID = 1;

        ReadsOn() {
            super(Order.class);
        }

        @Override
        public Order deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            parser.skipChildren();
            parser.nextToken();
            return new Order(0);
        }
    }

    @Test
    void leavesADeserializerThatReadsOnToAThoroughReading() throws IOException {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new SimpleModule().addDeserializer(Order.class, new ReadsOn()))
                .build();
        String body = json("{'order':{'order':1},'x':{'y':2},'taskToken':'<A>'}");
        LoneToken token = Objects.requireNonNull(LoneToken.in(body));

        Object payload = new RemainderBinder(mapper, new TypeReaders(mapper))
                .bindWithout(
                        token, JsonDocument.of(body), JsonPointer.compile("/order"), mapper.constructType(Order.class));

        assertThat(payload).isNull();
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
    void saysWhyThePayloadDoesNotBindOnlyWhenItIsAskedFor() {
        TypedEnvelope<Order> read = READER.read(Delivery.of(json("{'taskToken':'<A>','order':'secret'}")), Order.class);

        assertThat(read.taskToken().value()).isEqualTo(A);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(read::payload))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("'order'")
                .hasMessageNotContaining("secret");
    }

    @Test
    void leavesTheChoiceBetweenBodyAndAttributeToAThoroughReading() {
        Delivery delivery = Delivery.builder(json("{'order':7,'taskToken':'<A>'}"))
                .attribute("TaskToken", B)
                .build();

        assertThat(READER.read(delivery, Order.class).taskToken().value()).isEqualTo(A);
        assertThat(READER.read(delivery, Order.class).payload()).isEqualTo(new Order(7));
    }

    /** Jackson takes the low byte of any character for a hexadecimal digit, so it reads a rival's name here. */
    @Test
    void isNotMisledByDigitsOfOtherScripts() {
        String body = json("{'taskToken':'<A>','taskT\\u006\u0966ken':'<B>','order':7}");

        assertThatThrownBy(() -> READER.read(Delivery.of(body), Order.class))
                .isInstanceOf(AmbiguousTokenException.class);
        assertThatThrownBy(() -> READER.read(body)).isInstanceOf(AmbiguousTokenException.class);
    }

    @Test
    void opensANotificationThatHasNothingButWhatSnsWrites() {
        String notification = json("{'Type':'Notification','TopicArn':'arn','Message':'{\\'taskToken\\':\\'<A>\\',"
                + "\\'order\\':7}','MessageAttributes':{'kind':{'Type':'String','Value':'order'}}}");

        assertThat(JsonDocument.of(notification).plainNotification()).isEqualTo(json("{'taskToken':'<A>','order':7}"));
        assertThat(READER.read(Delivery.of(notification), Order.class).payload())
                .isEqualTo(new Order(7));
    }

    @Test
    void isClosedToFormatsInWhichAKeyCanLookOtherwise() {
        String unquoted = "{'order':7,'note':'x' /* ,\"taskToken\":\"" + B + "\" */ ,'taskToken':'" + A + "'}";

        assertThat(thorough(CallbackReader.builder())
                        .read(json("{'taskToken':'<A>'}").replace('"', '\''))
                        .taskToken()
                        .value())
                .isEqualTo(A);
        CallbackReader comments = CallbackReader.builder()
                .mapper(JsonMapper.builder()
                        .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_SINGLE_QUOTES)
                        .build())
                .build();
        assertThat(comments.read(unquoted).taskToken().value()).isEqualTo(A);
    }

    @Test
    void isClosedToInputThatTheMappersFactoryDecorates() {
        CallbackReader reader = CallbackReader.builder()
                .mapper(JsonMapper.builder(JsonFactory.builder()
                                .inputDecorator(new Swapping())
                                .build())
                        .build())
                .build();

        CallbackEnvelope envelope = reader.read(json("{'taskToken':'<B>','order':7}"));

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payload(Order.class)).isEqualTo(new Order(8));
    }

    /** Shows the parser another document. */
    private static final class Swapping extends InputDecorator {
        private static final long serialVersionUID = 1;

        @Override
        public InputStream decorate(com.fasterxml.jackson.core.io.IOContext context, InputStream in) {
            return in;
        }

        @Override
        public InputStream decorate(
                com.fasterxml.jackson.core.io.IOContext context, byte[] bytes, int offset, int length) {
            return new java.io.ByteArrayInputStream(bytes, offset, length);
        }

        @Override
        public Reader decorate(com.fasterxml.jackson.core.io.IOContext context, Reader reader) {
            return new java.io.StringReader(json("{'taskToken':'<A>','order':8}"));
        }
    }

    /** A mapper whose parsers read on to the end of their text one character at a time must see the same. */
    @Test
    void readsATextInPiecesAsIfAPartWereNotThere() throws IOException {
        try (Reader reader = new TextWithout("abcdef", 2, 4)) {
            char[] one = new char[1];
            StringBuilder read = new StringBuilder();
            while (reader.read(one, 0, 1) == 1) {
                read.append(one[0]);
            }

            assertThat(read.toString()).isEqualTo("abef");
            assertThat(reader.read(one, 0, 0)).isZero();
            assertThat(reader.read(one, 0, 1)).isEqualTo(-1);
        }
        try (Reader whole = new TextWithout("abcdef", 0, 6)) {
            assertThat(whole.read(new char[9], 0, 9)).isEqualTo(-1);
        }
    }

    /** Texts made of what could mislead somebody who only looks. */
    @Property(tries = 20_000, seed = "4711")
    void comesToTheSameAsAThoroughReading(@ForAll("texts") String text) {
        Delivery delivery = Delivery.of(text);

        assertThat(outcome(READER, delivery)).isEqualTo(outcome(THOROUGH, delivery));
    }

    @Property(tries = 10_000, seed = "4711")
    void comesToTheSameBehindAPointer(@ForAll("texts") String text) {
        Delivery delivery = Delivery.of(text);
        assertThat(outcome(AT, delivery)).isEqualTo(outcome(THOROUGH_AT, delivery));
    }

    private static Object outcome(CallbackReader reader, Delivery delivery) {
        try {
            CallbackEnvelope read = reader.read(delivery);
            TypedEnvelope<JsonNode> typed = reader.read(delivery, JsonNode.class);
            assertThat(typed.taskToken()).isEqualTo(read.taskToken());
            assertThat(payload(typed))
                    .isEqualTo(payload(TypedEnvelope.of(read, reader.mapper().constructType(JsonNode.class))));
            return List.of(read.taskToken(), read.tokenPlace(), payload(typed));
        } catch (TaskTokenException e) {
            return e.getClass();
        }
    }

    private static Object payload(TypedEnvelope<?> typed) {
        try {
            return typed.payload();
        } catch (InvalidPayloadException e) {
            return "invalid";
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{",
                "{",
                "}",
                "}",
                "[",
                "]",
                ",",
                ",",
                ":",
                "\"",
                "\\",
                " ",
                "1",
                "null",
                "\"order\":",
                "\"x\":{\"y\":1}",
                "\"taskToken\"",
                "\"token\"",
                "\"taskToken\":\"" + A + "\"",
                "\"taskToken\":\"" + A + "\"",
                "\"task_token\":\"" + B + "\"",
                "\"k\":\"{\\\"taskToken\\\":\\\"" + B + "\\\"}\"",
                "\"t\\u006fken\":\"" + B + "\"",
                "\"taskT\\u006\u0966ken\":\"" + B + "\"",
                "\"a\":1",
                "\"b\":[1,2]",
                "\"c\":{\"taskToken\":\"" + A + "\"}",
                "\"s\":\"} , \\\" \"");
        Arbitrary<String> loose = pieces.list().ofMinSize(1).ofMaxSize(12).map(list -> String.join("", list));
        Arbitrary<String> joined =
                pieces.list().ofMinSize(1).ofMaxSize(6).map(list -> "{" + String.join(",", list) + "}");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, loose), net.jqwik.api.Tuple.of(3, joined));
    }
}
