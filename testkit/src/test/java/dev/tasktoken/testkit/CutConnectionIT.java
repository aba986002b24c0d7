package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.internal.topics.SnsSigner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fault does to connections, seen from the sockets. */
class CutConnectionIT {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Workbench bench = Workbench.start();
    private final LocalFaults faults = bench.stepFunctions.faults();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cutsTheConnectionOfItsCallAndNoOther(boolean after) throws Exception {
        bench.runWaiting("\"End\": true");
        String token = bench.token();
        try (Connection other = new Connection();
                Connection cut = new Connection()) {
            assertThat(other.beat(token)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(cut.beat(token)).isEqualTo("HTTP/1.1 200 OK");
            faults.inject((after ? Fault.cutAfter() : Fault.cutBefore()).times(1));

            assertThat(cut.beat(token)).isEqualTo("closed");

            assertThat(other.beat(token)).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(bench.stepFunctions.calls()).hasSize(after ? 4 : 3);
    }

    @Test
    void keepsTheConnectionOfARefusedAndOfADelayedCall() throws Exception {
        bench.runWaiting("\"End\": true");
        String token = bench.token();
        faults.inject(Fault.throttling().times(1));
        faults.inject(Fault.slowAnswer(Duration.ofMillis(3)).times(1));
        try (Connection connection = new Connection()) {
            assertThat(connection.beat(token)).isEqualTo("HTTP/1.1 400 Bad Request");
            assertThat(connection.beat(token)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(connection.beat(token)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void leavesThePagesOfTopicsAndUnknownOperationsAlone() throws Exception {
        faults.inject(Fault.cutBefore());
        URI page = bench.stepFunctions.endpoint().resolve(SnsSigner.CERTIFICATE_PATH);

        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        try (Connection connection = new Connection()) {
            assertThat(connection.call("StartSyncExecution", "{}")).isEqualTo("HTTP/1.1 400 Bad Request");
        }
    }

    /** One connection that is kept for several calls. */
    private final class Connection implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Connection() throws IOException {
            URI endpoint = bench.stepFunctions.endpoint();
            socket = new Socket(endpoint.getHost(), endpoint.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String beat(String token) throws IOException {
            return call("SendTaskHeartbeat", "{\"taskToken\":\"" + token + "\"}");
        }

        /** The status line of the response, or "closed" if there is not a byte of one. */
        String call(String operation, String body) throws IOException {
            String request = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AWSStepFunctions." + operation
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String status = in.readLine();
            if (status == null) {
                return "closed";
            }
            skipRest();
            return status;
        }

        private void skipRest() throws IOException {
            int length = 0;
            for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).trim());
                }
            }
            for (int i = 0; i < length; i++) {
                assertThat(in.read()).isNotNegative();
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
