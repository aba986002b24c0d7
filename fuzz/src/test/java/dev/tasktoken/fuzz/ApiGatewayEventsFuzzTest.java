package dev.tasktoken.fuzz;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.lambda.ApiGatewayEvents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls of both formats. The first field says whether the body is a form ({@code f}), is base64 ({@code 6}: truly;
 * {@code b}: allegedly), and where the pairs behind the body go.
 */
class ApiGatewayEventsFuzzTest {
    static Stream<byte[]> seeds() {
        Stream<byte[]> forms = Stream.of("f", "f6", "fb", "fq")
                .map(flags -> Input.joined(flags, "TaskToken=%3CA%3E&amount=1999&orderId=o+1", "token", "<B>"));
        return Stream.concat(forms, Input.kitBehind("h", "q6", "p", "m", "n"));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void readsCallsOfBothFormats(byte[] raw) {
        Input input = Input.of(raw);
        Call call = new Call(input);

        Outcome.of(input, () -> ApiGatewayEvents.read(call.http()));
        Outcome.of(input, () -> ApiGatewayEvents.read(call.rest()));
    }

    private static final class Call {
        private final String flags;
        private final String body;
        private final Map<String, String> headers = new HashMap<>();
        private final Map<String, String> query = new HashMap<>();
        private final Map<String, String> path = new HashMap<>();
        private final Map<String, List<String>> manyHeaders = new HashMap<>();
        private final Map<String, List<String>> manyInQuery = new HashMap<>();

        Call(Input input) {
            flags = input.text(0);
            body = has('6')
                    ? Base64.getEncoder().encodeToString(input.bytes(1))
                    : new String(input.bytes(1), StandardCharsets.UTF_8);
            input.pairsFrom(2, this::add);
            if (has('f')) {
                headers.put("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
            }
        }

        private boolean has(char flag) {
            return flags.indexOf(flag) >= 0;
        }

        private void add(String name, String value) {
            if (has('h')) {
                headers.put(name, value);
            }
            if (has('q')) {
                query.put(name, value);
            }
            if (has('p')) {
                path.put(name, value);
            }
            if (has('m')) {
                manyHeaders.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
            if (has('n')) {
                manyInQuery.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
        }

        APIGatewayV2HTTPEvent http() {
            return APIGatewayV2HTTPEvent.builder()
                    .withBody(body)
                    .withIsBase64Encoded(has('6') || has('b'))
                    .withHeaders(headers)
                    .withQueryStringParameters(query)
                    .withPathParameters(path)
                    .build();
        }

        APIGatewayProxyRequestEvent rest() {
            return new APIGatewayProxyRequestEvent()
                    .withBody(body)
                    .withIsBase64Encoded(has('6') || has('b'))
                    .withHeaders(headers)
                    .withMultiValueHeaders(manyHeaders)
                    .withQueryStringParameters(query)
                    .withMultiValueQueryStringParameters(manyInQuery)
                    .withPathParameters(path);
        }
    }
}
