package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The front on the JDK's server, with clients of all kinds. */
@Timeout(60)
class HttpExchangesIT {
    private final Queue<String> comments = new ConcurrentLinkedQueue<>();
    private final PageServer server = new PageServer(this::answer, Duration.ofMillis(500));
    private final HttpClient browser = HttpClient.newHttpClient();

    private WebResponse answer(WebRequest request) {
        if (request.isMethod("POST") && request.refusal() == 0) {
            comments.add(request.field("comment"));
        }
        int status = request.refusal() == 0 ? 200 : request.refusal();
        return new WebResponse(
                status, Map.of("Content-Type", "text/html; charset=utf-8"), request.parameter("q") + "ü");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(server.address() + "?q=a%26b"));
    }

    @Test
    void readsQueryAndForm() throws Exception {
        HttpResponse<String> answer = browser.send(
                request().POST(BodyPublishers.ofString("comment=M%C3%BCller")).build(), BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("a&bü");
        assertThat(comments).containsExactly("Müller");
    }

    /** The client may be cut off while it sends: either way nothing of the body is taken. */
    @Test
    void aBodyOfTenMegabytesDecidesNothing() throws Exception {
        try {
            HttpResponse<String> answer = browser.send(
                    request()
                            .POST(BodyPublishers.ofString("comment=" + "x".repeat(10 * 1024 * 1024)))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(413);
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }

        assertThat(comments).isEmpty();
    }

    @Test
    void slowClientsAreCutOffAndHoldUpNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(halfARequest());
        }

        HttpResponse<String> meanwhile = browser.send(request().build(), BodyHandlers.ofString());

        assertThat(meanwhile.statusCode()).isEqualTo(200);
        for (Socket client : slow) {
            assertThat(isCutOff(client)).isTrue();
        }
        assertThat(comments).isEmpty();
    }

    /** The server reads on in a body that the page does not want. */
    @Test
    void aClientThatStopsInATooLongBodyIsCutOff() throws Exception {
        Socket client = sent(10 * 1024 * 1024, "x".repeat(WebRequest.MAX_BODY_BYTES + 1));

        assertThatCode(() -> readToTheEnd(client)).doesNotThrowAnyException();
        assertThat(comments).isEmpty();
    }

    /** A connection that the server leaves open throws a SocketTimeoutException. */
    private static void readToTheEnd(Socket client) throws IOException {
        try (client) {
            client.getInputStream().readAllBytes();
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private Socket halfARequest() throws IOException {
        return sent(1000, "comment=");
    }

    private Socket sent(int length, String start) throws IOException {
        Socket client =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        client.setSoTimeout(15_000);
        String request = "POST /decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n" + start;
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    /** Reads until the server closes the connection. */
    private static boolean isCutOff(Socket client) throws IOException {
        try (client) {
            return client.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }
}
