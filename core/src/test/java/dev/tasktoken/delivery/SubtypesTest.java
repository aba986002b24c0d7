package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.Tokens;
import dev.tasktoken.internal.BindingProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A payload of a type that has subtypes says which it is, and may say it wrong. */
class SubtypesTest {
    private static final String A = Tokens.number(1);

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Card.class, name = "card"), @JsonSubTypes.Type(Transfer.class)})
    interface Payment {}

    record Card(int cents) implements Payment {}

    @JsonTypeName("transfer")
    record Transfer(int cents) implements Payment {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface AnyClass {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Left.class), @JsonSubTypes.Type(Right.class)})
    interface Deduced {}

    record Left(int left) implements Deduced {}

    record Right(int right) implements Deduced {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    interface Registered {}

    record Cash(int cents) implements Registered {}

    record Order(List<Payment> payments) {}

    private static <T> T read(CallbackReader reader, String members, Class<T> type) {
        String body = "{" + members.replace('\'', '"') + ",\"taskToken\":\"" + A + "\"}";
        return reader.read(Delivery.of(body), type).payload();
    }

    @Test
    void namesTheKnownSubtypesAndNotTheUnknownOne() {
        assertThatThrownBy(() -> read(CallbackReader.standard(), "'kind':'secret','cents':5", Payment.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("the known ones are card, transfer")
                .hasMessageContaining("Payment")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThatThrownBy(() -> read(
                        CallbackReader.standard(),
                        "'payments':[{'kind':'card','cents':1},{'kind':'secret'}]",
                        Order.class))
                .hasMessageContaining("at 'payments[1]': unknown subtype")
                .hasMessageContaining("card, transfer")
                .hasMessageNotContaining("secret");
    }

    @Test
    void namesTheKnownSubtypesWhereNoneIsSaid() {
        assertThatThrownBy(() -> read(CallbackReader.standard(), "'cents':5", Payment.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("the known ones are card, transfer");
        assertThatThrownBy(() -> read(CallbackReader.standard(), "'kind':null,'cents':5", Payment.class))
                .hasMessageContaining("the known ones are card, transfer");
        assertThatThrownBy(() -> read(CallbackReader.standard(), "'kind':'','cents':5", Payment.class))
                .hasMessageContaining("the known ones are card, transfer");
    }

    @Test
    void namesTheSubtypesThatAMapperKnows() {
        JsonMapper mapper = JsonMapper.builder().build();
        mapper.registerSubtypes(Cash.class);
        CallbackReader reader = CallbackReader.builder().mapper(mapper).build();

        assertThatThrownBy(() -> read(reader, "'kind':'secret'", Registered.class))
                .hasMessageContaining("known ones are SubtypesTest$Cash");
        assertThat(read(reader, "'kind':'SubtypesTest$Cash','cents':5", Registered.class))
                .isEqualTo(new Cash(5));
    }

    @Test
    void namesNothingWhereSubtypesHaveNoNames() {
        assertThatThrownBy(() -> read(CallbackReader.standard(), "'@class':'com.example.Secret'", AnyClass.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("AnyClass")
                .hasMessageNotContaining("known ones")
                .hasMessageNotContaining("Secret");
        assertThatThrownBy(() -> read(CallbackReader.standard(), "'secret':5", Deduced.class))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("Deduced")
                .hasMessageNotContaining("known ones")
                .hasMessageNotContaining("secret");
    }

    @Test
    void namesTheKnownSubtypesOfATree() throws Exception {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode tree = mapper.createObjectNode().put("kind", "secret");

        assertThatThrownBy(() -> mapper.readerFor(Payment.class).readValue(tree))
                .satisfies(thrown -> assertThat(BindingProblem.of(thrown).description())
                        .contains("the known ones are card, transfer")
                        .doesNotContain("secret"));
    }

    /** A deserializer of the program's own may throw so. */
    @Test
    void namesNothingWhereTheTypeIsNotKnown() {
        assertThat(BindingProblem.of(InvalidTypeIdException.from(null, "no secret", null, "secret"))
                        .description())
                .isEqualTo("unknown subtype");
    }
}
