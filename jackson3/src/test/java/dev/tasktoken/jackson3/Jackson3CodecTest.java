package dev.tasktoken.jackson3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.InvalidPayloadException;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Whose settings count: the application's mapper, the strict ones, or both. */
class Jackson3CodecTest {
    private static final String TOKEN = TestTokens.numbered(1);

    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    record Order(@Nullable String orderId, int cents) {}

    record Tree(com.fasterxml.jackson.databind.@Nullable JsonNode data) {}

    record Named(String orderId, @JsonProperty("task_token") String other) {}

    private static CallbackReader reader(Jackson3Codec codec) {
        return CallbackReader.builder().codec(codec).build();
    }

    private static String message(String members) {
        return ("{" + members + ",'taskToken':'" + TOKEN + "'}").replace('\'', '"');
    }

    private static <T> T read(Jackson3Codec codec, String members, Class<T> type) {
        return reader(codec).read(message(members)).payload(type);
    }

    @Test
    void refusesUnknownPropertiesUnlessTheApplicationsMapperIsTakenAsItIs() {
        String members = "'orderId':'1','cents':5,'amount':7";
        JsonMapper failing = PLAIN.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();

        for (Jackson3Codec codec :
                List.of(Jackson3Codec.standard(), Jackson3Codec.strict(PLAIN), Jackson3Codec.of(failing))) {
            assertThatThrownBy(() -> read(codec, members, Order.class))
                    .isInstanceOf(InvalidPayloadException.class)
                    .hasMessageContaining("at 'amount': unknown property");
        }
        assertThat(read(Jackson3Codec.of(PLAIN), members, Order.class)).isEqualTo(new Order("1", 5));
    }

    @Test
    void refusesAPrimitiveThatIsMissingUnlessTheApplicationsMapperIsTakenAsItIs() {
        for (Jackson3Codec codec : List.of(Jackson3Codec.standard(), Jackson3Codec.strict(PLAIN))) {
            assertThatThrownBy(() -> read(codec, "'orderId':'1'", Order.class))
                    .isInstanceOf(InvalidPayloadException.class)
                    .hasMessageContaining("at 'cents': missing or null, and int must have a value");
        }
        assertThat(read(Jackson3Codec.of(PLAIN), "'orderId':'1'", Order.class)).isEqualTo(new Order("1", 0));
    }

    @Test
    void leavesTheApplicationsMapperAsItIs() {
        Jackson3Codec.strict(PLAIN);

        assertThat(PLAIN.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
                .isFalse();
        assertThat(PLAIN.readValue("{\"orderId\":\"\",\"cents\":1.5,\"a\":1}", Order.class))
                .isEqualTo(new Order("", 1));
        assertThat(PLAIN.registeredModules()).isEmpty();
    }

    @Test
    void keepsTheModulesAndNamesOfTheApplicationsMapper() {
        record Money(long cents) {}
        record Charge(Money firstAmount) {}
        SimpleModule module = new SimpleModule("money")
                .addDeserializer(Money.class, new StdDeserializer<>(Money.class) {
                    @Override
                    public Money deserialize(JsonParser parser, DeserializationContext context) {
                        return new Money(Long.parseLong(parser.getString().replace(".", "")));
                    }
                });
        JsonMapper own = JsonMapper.builder()
                .addModule(module)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();

        for (Jackson3Codec codec : List.of(Jackson3Codec.strict(own), Jackson3Codec.of(own))) {
            assertThat(read(codec, "'first_amount':'19.99'", Charge.class)).isEqualTo(new Charge(new Money(1999)));
        }
    }

    @Test
    void readsTreesOfEitherJackson() {
        CallbackReader reader = reader(Jackson3Codec.strict(PLAIN));
        String body = message("'a':[1,2.50]");

        assertThat(reader.read(body).payload(JsonNode.class)).isEqualTo(PLAIN.readTree("{\"a\":[1,2.50]}"));
        assertThat(reader.read(body).payload().at("/a/0").intValue()).isEqualTo(1);
        assertThat(reader.read(body)
                        .payload(com.fasterxml.jackson.databind.node.ObjectNode.class)
                        .size())
                .isEqualTo(1);
        assertThat(reader.read(body).payloadText()).isEqualTo("{\"a\":[1,2.50]}");
    }

    @Test
    void refusesATreeOfJackson2InsideATypeByItsName() {
        assertThatThrownBy(() -> read(Jackson3Codec.strict(PLAIN), "'data':{}", Tree.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("com.fasterxml.jackson.databind.JsonNode, a type of Jackson 2");
    }

    @Test
    void readsGenericTypesByTheirType() {
        record Orders(List<Order> orders) {}
        Type type = new TypeReference<List<Order>>() {}.getType();
        CallbackReader reader = CallbackReader.builder()
                .codec(Jackson3Codec.standard())
                .payloadAt("/orders")
                .build();
        String body = message("'orders':[{'orderId':'1','cents':5}]");
        RecordingResponder stepFunctions = RecordingResponder.create();
        CallbackProcessor<List<Order>> processor = CallbackProcessor.<List<Order>>builder(
                        stepFunctions.responder(), type)
                .reader(reader)
                .handler(orders -> new Orders(orders))
                .build();

        processor.process(Delivery.of(body));

        List<Order> orders = reader.read(body).payload(type);
        assertThat(orders).containsExactly(new Order("1", 5));
        assertThat(reader.<List<Order>>binding(type).apply(reader.read(body))).isEqualTo(orders);
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void findsTheTokenByAFunctionOfATreeOrARecordOfJackson3() {
        record Meta(String resume) {}
        String body = "{\"resume\":\"" + TOKEN + "\"}";
        CallbackReader.Builder builder = CallbackReader.builder().codec(Jackson3Codec.standard());
        CallbackReader byTree = builder.tokenBy(
                        JsonNode.class, message -> message.at("/resume").asString())
                .build();
        CallbackReader byRecord = builder.tokenBy(Meta.class, Meta::resume).build();

        assertThat(byTree.read(body).taskToken()).isEqualTo(TaskToken.of(TOKEN));
        assertThat(byRecord.read(body).taskToken()).isEqualTo(TaskToken.of(TOKEN));
        assertThatThrownBy(() -> byRecord.read("{\"other\":1}"))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("the caller's function threw");
    }

    @Test
    void refusesARecordThatAsksForTheToken() {
        assertThatThrownBy(() -> reader(Jackson3Codec.standard()).binding(Named.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("task_token")
                .hasMessageContaining("Named");
    }
}
