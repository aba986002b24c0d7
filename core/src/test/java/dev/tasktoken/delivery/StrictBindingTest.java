package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.TaskToken;
import dev.tasktoken.Tokens;
import dev.tasktoken.internal.DefaultMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a payload lacks, or says in another form, is not made up. */
class StrictBindingTest {
    private static final TaskToken TOKEN = Tokens.token(1);
    private static final String REST = "\"taskToken\":\"" + TOKEN.value() + "\"}";

    private final CallbackReader reader = CallbackReader.standard();

    enum Colour {
        RED,
        GREEN
    }

    record Parcel(@Nullable String orderId, double kilos) {}

    record Primitives(int i, long l, short s, byte b, float f, double d, boolean z, char c) {}

    record Wrappers(
            @Nullable Integer i,
            @Nullable Long l,
            @Nullable Double d,
            @Nullable Float f,
            @Nullable Boolean z,
            @Nullable BigDecimal decimal,
            @Nullable BigInteger whole,
            @Nullable Colour colour,
            @Nullable UUID uuid,
            @Nullable URI uri,
            @Nullable Date date,
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable Duration took,
            @Nullable List<Integer> list,
            @Nullable Map<String, Integer> map,
            @Nullable Parcel parcel,
            OptionalInt maybeInt,
            OptionalLong maybeLong,
            Optional<Integer> maybe,
            @Nullable String text) {}

    static final class Arrays {
        public double @Nullable [] doubles;
        public float @Nullable [] floats;
        public @Nullable List<Double> decimals;
    }

    static final class Created {
        final int kilos;

        @JsonCreator
        Created(@JsonProperty("kilos") int kilos) {
            this.kilos = kilos;
        }
    }

    static final class Bean {
        private int kilos;

        public int getKilos() {
            return kilos;
        }

        public void setKilos(int kilos) {
            this.kilos = kilos;
        }
    }

    private static String message(String members) {
        return members.isEmpty() ? "{" + REST : "{" + members.replace('\'', '"') + "," + REST;
    }

    private <T> T read(String members, Class<T> type) {
        Delivery delivery = Delivery.of(message(members));
        T payload = reader.read(delivery, type).payload();
        assertThat(reader.read(delivery).payload(type)).isNotNull();
        return payload;
    }

    private void isRefused(String members, Class<?> type, String path) {
        Delivery delivery = Delivery.of(message(members));
        assertThatThrownBy(() -> reader.read(delivery, type).payload())
                .as(members)
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("at '" + path + "'")
                .hasNoCause();
        assertThatThrownBy(() -> reader.read(delivery).payload(type))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("at '" + path + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'orderId':'1'",
                "'kilos':null",
                "'kilos':''",
                "'kilos':'  '",
                "'kilos':'abc'",
                "'kilos':'null'",
                "'kilos':'NaN'",
                "'kilos':'Infinity'",
                "'kilos':'-INF'",
                "'kilos':1e999",
                "'kilos':'1e999'",
                "'kilos':true",
                "'kilos':'true'",
                "'kilos':[2.5]",
                "'kilos':[]",
                "'kilos':{}"
            })
    void neverShipsAParcelOfAWeightThatNobodySaid(String members) {
        isRefused(members, Parcel.class, "kilos");
    }

    @Test
    void takesANumberThatIsSaidAsText() {
        assertThat(read("'orderId':'1','kilos':'2.5'", Parcel.class)).isEqualTo(new Parcel("1", 2.5));
        assertThat(read("'orderId':7,'kilos':3", Parcel.class)).isEqualTo(new Parcel("7", 3));
        assertThat(read("'i':'-5','decimal':'1.10','z':'true','colour':'RED'", Wrappers.class))
                .returns(-5, Wrappers::i)
                .returns(new BigDecimal("1.10"), Wrappers::decimal)
                .returns(true, Wrappers::z)
                .returns(Colour.RED, Wrappers::colour);
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "l", "s", "b", "f", "d", "z", "c"})
    void refusesAPrimitiveThatIsMissingOrNullOrEmpty(String name) {
        String all = "'i':1,'l':1,'s':1,'b':1,'f':1,'d':1,'z':true,'c':'c'";
        String others = all.replaceAll("'" + name + "':[^,]+,?", "").replaceAll(",$", "");

        read(all, Primitives.class);
        isRefused(others, Primitives.class, name);
        isRefused(others + ",'" + name + "':null", Primitives.class, name);
        isRefused(others + ",'" + name + "':''", Primitives.class, name);
        isRefused(others + ",'" + name + "':[1]", Primitives.class, name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i",
                "l",
                "d",
                "f",
                "z",
                "decimal",
                "whole",
                "colour",
                "uuid",
                "uri",
                "date",
                "at",
                "day",
                "took",
                "list",
                "map",
                "parcel",
                "maybeInt",
                "maybeLong",
                "maybe"
            })
    void refusesEmptyAndBlankTextForWhatIsNoText(String name) {
        isRefused("'" + name + "':''", Wrappers.class, name);
        isRefused("'" + name + "':'  '", Wrappers.class, name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    i        | 1.5
                    i        | 1.0
                    l        | 1e3
                    whole    | 1.5
                    i        | 99999999999
                    l        | 99999999999999999999
                    i        | true
                    i        | [1]
                    i        | 'null'
                    d        | 'null'
                    z        | 'null'
                    d        | 'NaN'
                    f        | 'NaN'
                    f        | 1e99
                    d        | 1e999
                    z        | 1
                    z        | 0
                    z        | 'yes'
                    z        | '1'
                    z        | [true]
                    decimal  | 'abc'
                    decimal  | true
                    decimal  | [1]
                    colour   | 'BLUE'
                    colour   | 'red'
                    colour   | 0
                    colour   | '0'
                    colour   | ['RED']
                    day      | 20261128
                    day      | '2026-02-30'
                    day      | '2026-11-28T10:00:00Z'
                    at       | 'tomorrow'
                    date     | '2026-02-30'
                    maybeInt | 1.5
                    maybeInt | 'abc'
                    text     | ['a']
                    text     | {}
                    """)
    void refusesAValueOfAnotherKind(String name, String value) {
        isRefused("'" + name + "':" + value, Wrappers.class, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "'null'", "[1]", "true"})
    void refusesTheSameInLists(String value) {
        isRefused("'doubles':[1," + value + "]", Arrays.class, "doubles[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'NaN'", "1e999"})
    void refusesListsOfWhatIsNoNumber(String value) {
        assertThat(read("'doubles':[1,'2'],'floats':[0.5]", Arrays.class).doubles)
                .containsExactly(1, 2);
        isRefused("'doubles':[1," + value + "]", Arrays.class, "doubles");
        isRefused("'floats':[1," + value + "]", Arrays.class, "floats");
        isRefused("'decimals':[1," + value + "]", Arrays.class, "decimals[1]");
    }

    @Test
    void refusesTextInAListsPlace() {
        isRefused("'doubles':''", Arrays.class, "doubles");
        isRefused("'floats':' '", Arrays.class, "floats");
    }

    @Test
    void refusesACreatorsPrimitiveThatIsMissing() {
        isRefused("", Created.class, "kilos");
        isRefused("'kilos':null", Created.class, "kilos");
        assertThat(read("'kilos':3", Created.class).kilos).isEqualTo(3);
    }

    @Test
    void leavesASetterBeanTheValueThatItsFieldHas() {
        assertThat(read("", Bean.class).getKilos()).isZero();
        isRefused("'kilos':null", Bean.class, "kilos");
        isRefused("'kilos':''", Bean.class, "kilos");
    }

    @Test
    void leavesOptionalComponentsOptional() {
        Wrappers missing = read("", Wrappers.class);
        Wrappers nulls = read("'i':null,'colour':null,'text':null,'maybe':null,'maybeInt':null", Wrappers.class);

        assertThat(missing.i()).isNull();
        assertThat(missing.maybe()).isEmpty();
        assertThat(missing.maybeInt()).isEmpty();
        assertThat(nulls).isEqualTo(missing);
        assertThat(read("'maybe':3,'maybeInt':4,'text':''", Wrappers.class))
                .returns(Optional.of(3), Wrappers::maybe)
                .returns(OptionalInt.of(4), Wrappers::maybeInt)
                .returns("", Wrappers::text);
    }

    @Test
    void readsTimesAsTheyWereSent() {
        record Times(Instant at, LocalDate day, OffsetDateTime local, Duration took) {}

        assertThat(read(
                        "'at':'2026-11-28T10:00:00Z','day':'2026-11-28','local':'2026-11-28T01:00:00+05:00','took':'PT5S'",
                        Times.class))
                .isEqualTo(new Times(
                        Instant.parse("2026-11-28T10:00:00Z"),
                        LocalDate.of(2026, 11, 28),
                        OffsetDateTime.parse("2026-11-28T01:00:00+05:00"),
                        Duration.ofSeconds(5)));
    }

    @Test
    void refusesMoreThanOneValue() {
        Delivery delivery = Delivery.builder("{\"orderId\":\"1\",\"kilos\":1} {}")
                .attribute("taskToken", TOKEN.value())
                .build();

        assertThatThrownBy(() -> reader.read(delivery, Parcel.class).payload())
                .isInstanceOf(InvalidPayloadException.class);
        assertThatThrownBy(() -> DefaultMapper.shared().readValue("1 2", int.class))
                .isInstanceOf(Exception.class);
    }

    @Test
    void refusesAComponentThatIsSaidTwice() {
        assertThatThrownBy(() -> read("'orderId':'1','kilos':1,'kilos':2", Parcel.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("at 'kilos': the key occurs twice");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> read("", Parcel.class))
                .hasMessageContaining("at 'kilos': missing or null, and double must have a value");
    }

    @Test
    void saysThatANumberIsOutOfRangeWithoutShowingIt() {
        assertThatThrownBy(() -> read("'i':99999999999", Wrappers.class))
                .hasMessageContaining("at 'i': does not fit int")
                .hasMessageNotContaining("99999999999");
    }

    @Test
    void leavesTheCallersMapperAsItIs() {
        ObjectMapper lenient = JsonMapper.builder().build();
        CallbackReader own = CallbackReader.builder().mapper(lenient).build();

        assertThat(own.read(Delivery.of(message("'kilos':''")), Parcel.class).payload())
                .isEqualTo(new Parcel(null, 0));
    }
}
