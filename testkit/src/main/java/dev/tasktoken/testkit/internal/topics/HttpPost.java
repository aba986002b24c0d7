package dev.tasktoken.testkit.internal.topics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts a message to an endpoint of the loopback interface, as SNS does, and reports the result. */
record HttpPost(URI endpoint, Map<String, String> headers, String body) {
    /** The delays of the service's default delivery policy: three retries, 20 seconds apart. */
    static final List<Duration> RETRY_DELAYS =
            List.of(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    private static final Logger LOG = LoggerFactory.getLogger(HttpPost.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int TOO_MANY_REQUESTS = 429;

    /** Never through a proxy, and never on to where a redirect leads. */
    private static final class Shared {
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT)
                .build();
    }

    /** Whether it is done: taken, or refused for good. A 5xx, a 429 or no answer is worth another attempt. */
    boolean trySend(String messageId) {
        Optional<Integer> status = status();
        if (status.isEmpty() || status.get() / 100 != 2) {
            LOG.warn(
                    "Message {} was not delivered to {}: {}",
                    messageId,
                    endpoint,
                    status.map(code -> "status " + code).orElse("no answer"));
        }
        return status.isPresent() && status.get() < 500 && status.get() != TOO_MANY_REQUESTS;
    }

    private Optional<Integer> status() {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "text/plain; charset=UTF-8")
                .header("User-Agent", "Amazon Simple Notification Service Agent")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return Optional.of(Shared.CLIENT
                    .send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Says where to, never what. */
    @Override
    public String toString() {
        return "HttpPost[" + endpoint + "]";
    }
}
