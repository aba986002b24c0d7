package dev.tasktoken.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy of an S3 server: treats the next calls as the test says, and forwards the others. */
final class LoopbackServer implements AutoCloseable {
    private static final Set<String> HOP =
            Set.of("host", "connection", "content-length", "expect", "transfer-encoding");

    private final URI behind;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Effect> effects = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** The headers of what was asked, as "name: value", of all calls. */
    final Queue<String> headers = new ConcurrentLinkedQueue<>();

    /** The treatment of a call. */
    interface Effect {
        void on(HttpExchange call) throws Exception;
    }

    LoopbackServer(URI behind) throws IOException {
        this.behind = behind;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    LoopbackServer next(Effect... next) {
        synchronized (effects) {
            effects.addAll(List.of(next));
        }
        return this;
    }

    /** Answers as S3 does. */
    static Effect error(int status, String code, String message) {
        String body = code.isEmpty()
                ? ""
                : "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
        return call -> answer(call, status, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Lets the call take effect and cuts the connection before its answer. */
    Effect lostAnswer() {
        return call -> forward(call);
    }

    /** Never answers. */
    Effect silence() {
        return call -> closed.await();
    }

    /** Answers with a page, as a firewall or a sign-in page before the service does. */
    static Effect page() {
        return call -> {
            call.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            answer(call, 200, "<html>Please sign in</html>".getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Announces more than comes. */
    static Effect cutBody() {
        return call -> {
            call.sendResponseHeaders(200, 100);
            call.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
            call.getResponseBody().flush();
        };
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private void serve(HttpExchange call) {
        try (call) {
            call.getRequestHeaders().forEach((name, values) -> headers.add(name + ": " + String.join(",", values)));
            Effect effect = nextEffect();
            effect.on(call);
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private Effect nextEffect() {
        synchronized (effects) {
            return effects.isEmpty() ? this::handOn : effects.remove();
        }
    }

    void handOn(HttpExchange call) throws Exception {
        HttpResponse<byte[]> response = forward(call);
        response.headers().map().forEach((name, values) -> {
            if (!HOP.contains(name)) {
                call.getResponseHeaders().put(name, values);
            }
        });
        answer(call, response.statusCode(), response.body());
    }

    private HttpResponse<byte[]> forward(HttpExchange call) throws Exception {
        byte[] body = call.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(behind.resolve(call.getRequestURI()))
                .method(call.getRequestMethod(), BodyPublishers.ofByteArray(body));
        call.getRequestHeaders().forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange call, int status, byte[] body) throws IOException {
        call.getRequestBody().readAllBytes();
        boolean none = body.length == 0 || call.getRequestMethod().equals("HEAD");
        call.sendResponseHeaders(status, none ? -1 : body.length);
        if (!none) {
            call.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
