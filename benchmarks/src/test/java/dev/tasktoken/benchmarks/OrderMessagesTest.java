package dev.tasktoken.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.TypedEnvelope;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is compared must do the same work. */
class OrderMessagesTest {
    private final JsonMapper mapper = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(ints = {1_536, 16_384, 256_000, 1_048_576})
    void haveTheSizeTheyAreAskedFor(int bytes) {
        String body = OrderMessages.body(bytes, Shape.FLAT, false, 1);

        assertThat(body.getBytes(StandardCharsets.UTF_8).length).isCloseTo(bytes, Percentage.withPercentage(10));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void giveTheSameNestedOrderToLibraryAndFloor(boolean tokenFirst) throws JsonProcessingException {
        String body = OrderMessages.body(16_384, Shape.NESTED, tokenFirst, 7);
        CallbackReader reader = CallbackReader.builder().payloadAt("/input").build();

        TypedEnvelope<Order> ours = reader.read(Delivery.of(body), Order.class);
        Order.Nested floor = mapper.readValue(body, Order.Nested.class);

        assertThat(ours.payload()).isEqualTo(floor.input());
        assertThat(ours.taskToken().value()).isEqualTo(floor.taskToken());
    }

    @Test
    void giveTheSameOrderToTheLibraryThroughANotification() throws JsonProcessingException {
        String body = OrderMessages.body(16_384, Shape.FLAT, false, 7);

        TypedEnvelope<Order> ours =
                CallbackReader.standard().read(Delivery.of(OrderMessages.notification(body)), Order.class);
        Order.Flat floor = mapper.readValue(body, Order.Flat.class);

        assertThat(ours.payload().lines()).isEqualTo(floor.lines());
        assertThat(ours.taskToken().value()).isEqualTo(floor.taskToken());
    }
}
