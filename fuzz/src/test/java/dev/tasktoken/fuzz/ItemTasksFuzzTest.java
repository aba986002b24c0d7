package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.dynamodb.ItemTasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Items that state machines and others wrote: names and values, whose first letter is their type. */
class ItemTasksFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.of(
                Input.joined("taskToken", "S<A>", "status", "SWAITING"),
                Input.joined("taskToken", "L<A>,<B>", "status", "SAPPROVED"),
                Input.joined("taskToken", "C<A>,<B>", "other", "S<B>"),
                Input.joined("taskToken", "N1", "other", "S<B>"),
                Input.joined("taskToken", "S<A>", "taskTokenDecision", "M\"kind\":\"success\""),
                Input.joined("taskToken", "S<A>", "taskTokenDecision", "S{\"nonce\":\"n\",\"output\":\"1\"}"));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void answersOnlyTokensOfTheTokenAttribute(byte[] raw) {
        Map<String, AttributeValue> item = new HashMap<>();
        Input.of(raw).pairsFrom(0, (name, value) -> item.put(name, value(value)));
        LastAnswer service = new LastAnswer();
        ItemTasks tasks = ItemTasks.builder(
                        TokenResponder.builder().client(service).build(), new OneItem(item), "orders", "id")
                .tokenAttribute("taskToken")
                .statusAttribute("status")
                .build();

        List<Supplier<Object>> calls = List.of(
                () -> tasks.tokens("order-1"),
                () -> tasks.succeed("order-1", Map.of("ok", true)),
                () -> tasks.fail("order-1", "Declined", "no"),
                () -> tasks.resend("order-1"));
        calls.forEach(ItemTasksFuzzTest::run);

        assertThat(String.valueOf(item.get("taskToken"))).contains(service.token());
    }

    private static void run(Supplier<Object> call) {
        try {
            Outcome.requireNoToken(String.valueOf(call.get()));
        } catch (TaskTokenException e) {
            Outcome.requireNoToken(e);
        }
    }

    private static AttributeValue value(String typed) {
        String text = typed.isEmpty() ? "" : typed.substring(1);
        List<String> parts = List.of(text.split(",", -1));
        return switch (typed.isEmpty() ? ' ' : typed.charAt(0)) {
            case 'S' -> AttributeValue.fromS(text);
            case 'N' -> AttributeValue.fromN(text);
            case 'L' ->
                AttributeValue.fromL(parts.stream().map(AttributeValue::fromS).toList());
            case 'C' -> AttributeValue.fromSs(parts);
            case 'B' -> AttributeValue.fromBool(true);
            case 'M' -> AttributeValue.fromM(Map.of(text, AttributeValue.fromS(text)));
            default -> AttributeValue.fromNul(true);
        };
    }

    /** A table with one item, which no update changes. */
    private record OneItem(Map<String, AttributeValue> item) implements DynamoDbClient {
        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            return GetItemResponse.builder().item(item).build();
        }

        @Override
        public UpdateItemResponse updateItem(UpdateItemRequest request) {
            return UpdateItemResponse.builder().attributes(item).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
