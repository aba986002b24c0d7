package dev.tasktoken.jackson3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.JsonCodec;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.InvalidPayloadException;
import dev.tasktoken.testkit.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What Jackson 2 refuses of a payload, Jackson 3 refuses in the same words; what one binds, the other binds alike. */
class SameOutcomesTest {
    private static final String TOKEN = TestTokens.numbered(1);

    private static final CallbackReader JACKSON_2 = reader(JsonCodec.standard());
    private static final CallbackReader JACKSON_3 = reader(Jackson3Codec.standard());
    private static final CallbackReader STRICT =
            reader(Jackson3Codec.strict(JsonMapper.builder().build()));

    private static final List<Class<?>> TYPES = List.of(
            PayloadTypes.Parcel.class,
            PayloadTypes.Created.class,
            PayloadTypes.Bean.class,
            PayloadTypes.Tolerant.class,
            PayloadTypes.Throwing.class,
            PayloadTypes.Payment.class,
            PayloadTypes.Payments.class,
            PayloadTypes.AnyClass.class,
            PayloadTypes.Deduced.class,
            PayloadTypes.Unknown.class,
            Map.class,
            String.class);

    private static final List<String> MEMBERS = List.of(
            "",
            "'orderId':'1'",
            "'orderId':'1','kilos':2.5",
            "'orderId':7,'kilos':'2.5'",
            "'orderId':true,'kilos':3",
            "'orderId':null,'kilos':null",
            "'kilos':''",
            "'kilos':'  '",
            "'kilos':'secret'",
            "'kilos':'null'",
            "'kilos':'NaN'",
            "'kilos':'Infinity'",
            "'kilos':1e999",
            "'kilos':'1e999'",
            "'kilos':true",
            "'kilos':[2]",
            "'kilos':[]",
            "'kilos':{}",
            "'kilos':3",
            "'kilos':3.0",
            "'kilos':99999999999",
            "'orderId':'1','amount':'secret'",
            "'kilos':1,'note':'n','amount':'secret'",
            "'value':1",
            "'value':-1",
            "'kind':'card','cents':5",
            "'kind':'transfer','cents':5",
            "'kind':'secret','cents':5",
            "'kind':null,'cents':5",
            "'kind':'','cents':5",
            "'cents':5",
            "'payments':[{'kind':'card','cents':1},{'kind':'secret'}]",
            "'payments':[{'kind':'card'}]",
            "'payments':{'kind':'card','cents':1}",
            "'@class':'com.example.Secret'",
            "'@class':'java.lang.String'",
            "'left':1",
            "'other':5",
            "'left':1,'right':2");

    private static CallbackReader reader(JsonCodec codec) {
        return CallbackReader.builder().codec(codec).build();
    }

    static Stream<Arguments> payloads() {
        return TYPES.stream().flatMap(type -> MEMBERS.stream().map(members -> Arguments.of(type, members)));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void bindsOrRefusesAlike(Class<?> type, String members) {
        assertAlike(type, members);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    i        | 1 ; '1' ; '-5' ; 1.5 ; 1.0 ; 1e3 ; 99999999999 ; true ; [1] ; 'null' ; 'secret' ; '' ; ' ' ; null ; {}
                    l        | 1 ; '1' ; 1.5 ; 1e3 ; 99999999999999999999 ; true ; [1] ; 'null' ; '' ; null
                    d        | 1 ; '2.5' ; 'NaN' ; 1e999 ; '-INF' ; true ; [1] ; 'null' ; '' ; null
                    f        | 1 ; 'NaN' ; 1e99 ; '1e99' ; '' ; null
                    z        | true ; 'true' ; 'True' ; 'TRUE' ; 1 ; 0 ; 'yes' ; '1' ; [true] ; 'null' ; '' ; null
                    decimal  | 1.10 ; '1.10' ; 'secret' ; 'NaN' ; true ; [1] ; '' ; null ; 1e5
                    whole    | 1 ; '1' ; 1.5 ; 1e3 ; 99999999999999999999 ; '' ; null
                    colour   | 'RED' ; 'BLUE' ; 'red' ; 0 ; '0' ; ['RED'] ; '' ; ' ' ; null ; {}
                    uuid     | '5d1bb7a0-8a1b-4c35-9f2a-0f1f9a3f1a11' ; 'secret' ; '' ; 5 ; null
                    uri      | 'https://a.b/c' ; ':secret' ; '' ; 5 ; null
                    date     | '2026-11-28' ; '2026-11-28T10:00:00Z' ; '2026-02-30' ; 0 ; 'secret' ; '' ; null
                    at       | '2026-11-28T10:00:00Z' ; 'tomorrow' ; 0 ; 1.5 ; '0' ; '' ; null ; [1]
                    day      | '2026-11-28' ; 20261128 ; '2026-02-30' ; '2026-11-28T10:00:00Z' ; [2026,11,28] ; '' ; null
                    local    | '2026-11-28T01:00:00Z' ; '2026-11-28T01:00:00' ; 0 ; '' ; null
                    took     | 'PT5S' ; 5 ; 'secret' ; '' ; null
                    list     | [1,2] ; [1,'2'] ; [1,null] ; [1,''] ; 1 ; '' ; ' ' ; {} ; null ; [[1]]
                    colours  | ['RED'] ; ['BLUE'] ; null
                    map      | {'a':1} ; {'a':null} ; {'a':''} ; {'a':'secret'} ; {'':1} ; [] ; '' ; null
                    byColour | {'RED':1} ; {'BLUE':1} ; {'0':1} ; {'':1} ; null
                    parcel   | {'orderId':'1','kilos':1} ; {} ; [] ; '' ; ' ' ; 'secret' ; null ; {'kilos':1,'amount':'secret'}
                    maybeInt | 1 ; '1' ; 1.5 ; 'secret' ; '' ; null
                    maybe    | 1 ; '1' ; 1.5 ; 'secret' ; '' ; null
                    text     | 'a' ; '' ; 1 ; 1.50 ; true ; ['a'] ; {} ; null
                    any      | 1 ; 1.50 ; 99999999999999999999 ; 'a' ; [1,{'b':null}] ; null
                    newName  | 'a' ; null
                    old_name | 'a'
                    """)
    void bindsOrRefusesEachKindOfValueAlike(String name, String values) {
        assertAlike(
                PayloadTypes.Wrappers.class,
                Stream.of(values.split(" ; ", -1)).map(value -> "'" + name + "':" + value.strip()));
    }

    @ParameterizedTest
    @CsvSource({"i", "l", "s", "b", "f", "d", "z", "c"})
    void refusesAPrimitiveThatIsMissingAlike(String name) {
        String all = "'i':1,'l':1,'s':1,'b':1,'f':1,'d':1,'z':true,'c':'c'";
        String others = all.replaceAll("'" + name + "':[^,]+,?", "").replaceAll(",$", "");

        assertAlike(
                PayloadTypes.Primitives.class,
                Stream.concat(
                        Stream.of(all, others),
                        Stream.of("null", "''", "[1]", "300", "70000", "'secret'")
                                .map(value -> others + ",'" + name + "':" + value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"doubles", "floats", "decimals"})
    void refusesListsOfWhatIsNoNumberAlike(String name) {
        assertAlike(
                PayloadTypes.Floats.class,
                Stream.of("1", "'2'", "null", "''", "'null'", "[1]", "true", "'NaN'", "1e999", "'secret'")
                        .flatMap(value -> Stream.of("'" + name + "':[0.5," + value + "]", "'" + name + "':" + value)));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 400, 600, 900})
    void takesWhatIsNestedDeepAlike(int depth) {
        String nested = nested(depth);

        assertThat(outcome(JACKSON_3, delivery(nested), Map.class))
                .isEqualTo(outcome(JACKSON_2, delivery(nested), Map.class))
                .startsWith("bound");
    }

    @Test
    void refusesAlikeWhatOverflowsTheStack() throws InterruptedException {
        Delivery delivery = delivery(nested(900));
        List<String> outcomes = new CopyOnWriteArrayList<>();
        Runnable reading = () -> {
            outcomes.add(outcome(JACKSON_2, delivery, PayloadTypes.Nested.class));
            outcomes.add(outcome(JACKSON_3, delivery, PayloadTypes.Nested.class));
        };
        Thread small = new Thread(null, reading, "small stack", 200 << 10);

        small.start();
        small.join();

        assertThat(outcomes)
                .hasSize(2)
                .containsOnly(
                        "refused: The payload is nested too deep to bind to " + PayloadTypes.Nested.class.getName());
    }

    @Test
    void refusesMoreThanOneValueAlike() {
        for (String body :
                List.of("{\"orderId\":\"1\",\"kilos\":1} {}", "{\"kilos\":1}]", "null", "", "secret", "{\"kilos\":")) {
            Delivery delivery =
                    Delivery.builder(body).attribute("taskToken", TOKEN).build();

            for (CallbackReader reader : List.of(JACKSON_3, STRICT)) {
                assertThat(outcome(reader, delivery, PayloadTypes.Parcel.class))
                        .as(body)
                        .isEqualTo(outcome(JACKSON_2, delivery, PayloadTypes.Parcel.class))
                        .contains("refused");
            }
        }
    }

    /** docs/jackson.md lists these. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'kilos':1,'kilos':2               | 2.0     | a key occurs twice | a key occurs twice
                    'orderId':'1','kilos':1,'kilos':2 | 'kilos' | a key occurs twice | a key occurs twice
                    'any':{'a':1,'a':2}               | {a=2}   | a key occurs twice | a key occurs twice
                    'colour':'GREEN'                  | leaf    | leaf               | does not fit
                    'colour':'leaf'                   | does not fit | does not fit  | leaf
                    'local':'2026-11-28T01:00:00+05:00' | 01:00+05:00 | 01:00+05:00  | 2026-11-27T20:00Z
                    'colours':'RED'                   | HashSet | EnumSet            | EnumSet
                    """)
    void differsInThese(String members, String jackson2, String standard, String strict) {
        Class<?> type = members.contains("kilos") ? PayloadTypes.Parcel.class : PayloadTypes.Wrappers.class;

        assertThat(outcome(JACKSON_2, delivery(members), type)).contains(jackson2);
        assertThat(outcome(JACKSON_3, delivery(members), type)).contains(standard);
        assertThat(outcome(STRICT, delivery(members), type)).contains(strict);
    }

    /** The application's mapper has its own limit: 500 if it is not set. */
    @Test
    void strictTakesNoDeeperPayloadThanItsMapper() {
        String nested = nested(600);

        assertThat(outcome(JACKSON_3, delivery(nested), Map.class)).contains("bound");
        assertThat(outcome(STRICT, delivery(nested), Map.class))
                .contains("refused")
                .contains("nested deeper");
    }

    private static String nested(int depth) {
        return "'next':" + "{'next':".repeat(depth) + "null" + "}".repeat(depth);
    }

    private static void assertAlike(Class<?> type, Stream<String> payloads) {
        assertThat(payloads).allSatisfy(members -> assertAlike(type, members));
    }

    private static void assertAlike(Class<?> type, String members) {
        String expected = outcome(JACKSON_2, delivery(members), type);

        assertThat(outcome(JACKSON_3, delivery(members), type)).as(members).isEqualTo(expected);
        assertThat(outcome(STRICT, delivery(members), type)).as(members).isEqualTo(expected);
    }

    private static Delivery delivery(String members) {
        return Delivery.of(
                ("{" + members + (members.isEmpty() ? "" : ",") + "'taskToken':'" + TOKEN + "'}").replace('\'', '"'));
    }

    private static String outcome(CallbackReader reader, Delivery delivery, Class<?> type) {
        try {
            return "bound to " + reader.read(delivery, type).payload();
        } catch (InvalidPayloadException e) {
            assertThat(e).hasNoCause();
            assertThat(e.getMessage()).doesNotContain("secret").doesNotContain("Secret");
            return "refused: " + e.getMessage();
        }
    }
}
