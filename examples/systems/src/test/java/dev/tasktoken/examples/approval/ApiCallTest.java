package dev.tasktoken.examples.approval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiCallTest {
    private static ApiCall call(String event) {
        return ApiCall.of(Json.parse(event.replace('\'', '"')).orElseThrow());
    }

    @Test
    void readsACallOfAnHttpApi() {
        ApiCall call = call("""
                {'version': '2.0', 'rawPath': '/prod/orders', 'headers': {'authorization': 'Bearer s', 'X-One': '1'},
                 'queryStringParameters': {'link': 'a.b'}, 'body': 'eyJhIjoxfQ==', 'isBase64Encoded': true,
                 'requestContext': {'http': {'method': 'POST', 'path': '/prod/orders'}}}""");

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/prod/orders");
        assertThat(call.headers()).containsEntry("authorization", "Bearer s").containsEntry("x-one", "1");
        assertThat(call.query()).containsEntry("link", "a.b");
        assertThat(call.body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void readsACallOfARestApi() {
        ApiCall call = call("""
                {'path': '/orders/1/confirmation', 'httpMethod': 'get', 'headers': {'Authorization': 'Bearer s'},
                 'multiValueHeaders': {'Authorization': ['Bearer s']}, 'queryStringParameters': {'link': 'b'},
                 'multiValueQueryStringParameters': {'link': ['a', 'b']}, 'body': null, 'isBase64Encoded': false,
                 'requestContext': {'stage': 'prod'}}""");

        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.path()).isEqualTo("/orders/1/confirmation");
        assertThat(call.headers()).containsEntry("authorization", "Bearer s");
        assertThat(call.query()).containsEntry("link", "a,b");
        assertThat(call.body()).isEmpty();
    }

    @Test
    void readsACallWithNothingInIt() {
        ApiCall call = call("{'headers': null, 'queryStringParameters': null}");

        assertThat(call.headers()).isEmpty();
        assertThat(call.query()).isEmpty();
        assertThat(call).hasToString("ApiCall[ ]");
    }
}
