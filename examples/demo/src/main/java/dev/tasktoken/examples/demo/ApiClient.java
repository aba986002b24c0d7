package dev.tasktoken.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls an API as its users do. */
final class ApiClient {
    private static final Pattern TITLE = Pattern.compile("<title>(.*?)</title>", Pattern.DOTALL);

    private final HttpClient http;
    private final URI address;
    private final String secret;

    ApiClient(HttpClient http, URI address, String secret) {
        this.http = http;
        this.address = address;
        this.secret = secret;
    }

    /** A response, in short. */
    record Reply(int status, String retryAfter, String body) {
        /** A page's title, or an object's {@code Status} or {@code Message}. */
        String gist() {
            Matcher title = TITLE.matcher(body);
            if (title.find()) {
                return title.group(1);
            }
            var json = Json.parse(body);
            return json.path("Status").asText(json.path("Message").asText(""));
        }

        String describe() {
            return status + " " + gist() + (retryAfter.isEmpty() ? "" : " (Retry-After: " + retryAfter + ")");
        }
    }

    Reply post(String path, String json) {
        return send(HttpRequest.newBuilder(address.resolve(path)).POST(BodyPublishers.ofString(json)));
    }

    Reply postWithSecret(String path, String json) {
        return send(permitted(path).POST(BodyPublishers.ofString(json)));
    }

    Reply getWithSecret(String path) {
        return send(permitted(path));
    }

    /** Opens a link, as a browser, a mail scanner or a preview does. */
    Reply open(URI link) {
        return send(HttpRequest.newBuilder(link));
    }

    /** Presses the button of the page behind a link. */
    Reply press(URI link) {
        return send(HttpRequest.newBuilder(link)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder permitted(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + secret);
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
