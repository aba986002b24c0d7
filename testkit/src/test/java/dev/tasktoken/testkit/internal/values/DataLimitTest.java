package dev.tasktoken.testkit.internal.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLimitTest {
    private static final int QUOTES = 2;

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "\u0001", "\""})
    void dataHasItsLimitInBytesAsItIsWritten(String character) {
        int bytes = Json.utf8Length(Json.write(Json.NODES.textNode(character))) - QUOTES;
        int most = (Json.MAX_DATA_BYTES - QUOTES) / bytes;
        JsonNode longest = Json.NODES.textNode(character.repeat(most));

        assertThat(DataLimit.check(longest)).isSameAs(longest);
        assertThatThrownBy(() -> DataLimit.check(Json.NODES.textNode(character.repeat(most + 1))))
                .isInstanceOf(StateFailure.class);
    }

    @Test
    void namesAndNumbersAndSeparatorsCount() {
        ObjectNode names = Json.object();
        for (int i = 0; i < 40_000; i++) {
            names.put("n" + i, true);
        }
        JsonNode number = Json.NODES.numberNode(BigInteger.TEN.pow(Json.MAX_DATA_BYTES));
        JsonNode list = Json.MAPPER.valueToTree(new int[Json.MAX_DATA_BYTES]);

        assertThatThrownBy(() -> DataLimit.check(names)).isInstanceOf(StateFailure.class);
        assertThatThrownBy(() -> DataLimit.check(number)).isInstanceOf(StateFailure.class);
        assertThatThrownBy(() -> DataLimit.check(list)).isInstanceOf(StateFailure.class);
    }

    @Test
    void dataThatIsNestedDeeplyIsCheckedToo() {
        JsonNode deep = Json.NODES.textNode("a");
        for (int i = 0; i < 200; i++) {
            deep = Json.NODES.arrayNode().add(deep);
        }

        assertThat(DataLimit.check(deep)).isSameAs(deep);
        for (int i = 0; i < 10_000; i++) {
            deep = Json.NODES.arrayNode().add(deep);
        }
        JsonNode tooDeep = deep;
        assertThatThrownBy(() -> DataLimit.check(tooDeep)).isInstanceOf(StateFailure.class);
    }
}
