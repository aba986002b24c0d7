package dev.tasktoken.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** The SDK's HTTP client: treats the next calls as the test says, and sends the others. */
final class ScriptedHttp implements SdkHttpClient {
    private final SdkHttpClient real;
    private final Deque<Effect> effects = new ArrayDeque<>();

    /** The names of the operations that were called, each try. */
    final List<String> operations = new CopyOnWriteArrayList<>();

    private ScriptedHttp(SdkHttpClient real) {
        this.real = real;
    }

    static ScriptedHttp connected() {
        return new ScriptedHttp(Apache5HttpClient.create());
    }

    /** One that sends no call: what is not scripted fails as on a closed client. */
    static ScriptedHttp closed() {
        return new ScriptedHttp(new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                return new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() {
                        throw new IllegalStateException("Connection pool shut down");
                    }

                    @Override
                    public void abort() {}
                };
            }

            @Override
            public void close() {}
        });
    }

    /** The treatment of a call. */
    interface Effect {
        HttpExecuteResponse on(ExecutableHttpRequest real) throws IOException;
    }

    ScriptedHttp next(Effect... next) {
        synchronized (effects) {
            effects.addAll(List.of(next));
        }
        return this;
    }

    static Effect error(int status, String code, String message) {
        return json(
                status,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"" + message + "\"}");
    }

    static Effect json(int status, String body) {
        return real -> response(status, body);
    }

    /** Lets the call take effect and loses its response. */
    static Effect lostAnswer() {
        return real -> {
            try (AbortableInputStream body = real.call().responseBody().orElseThrow()) {
                body.readAllBytes();
            }
            throw new IOException("connection reset");
        };
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse(".?");
        ExecutableHttpRequest sent = real.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                operations.add(target.substring(target.indexOf('.') + 1));
                return nextEffect().on(sent);
            }

            @Override
            public void abort() {
                sent.abort();
            }
        };
    }

    private Effect nextEffect() {
        synchronized (effects) {
            return effects.isEmpty() ? ExecutableHttpRequest::call : effects.remove();
        }
    }

    private static HttpExecuteResponse response(int status, String body) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(UTF_8))))
                .build();
    }

    @Override
    public void close() {
        real.close();
    }
}
