package dev.tasktoken.sns;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gets what is behind the addresses in messages of SNS, each of which is checked before. Thread-safe. */
final class SnsClient {
    private final HttpClient http;
    private final Duration timeout;

    SnsClient(HttpClient http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    /** Waits for the whole response; a request's own timeout would end with the headers. */
    byte[] get(URI uri, String what) {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, BodyHandlers.ofByteArray());
        HttpResponse<byte[]> response = await(sent, what);
        if (response.statusCode() / 100 != 2) {
            throw new SnsCallFailedException(
                    "SNS answered " + what + " with status " + response.statusCode(), response.statusCode());
        }
        return response.body();
    }

    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> sent, String what) {
        try {
            return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new SnsCallFailedException("Interrupted while SNS was asked for " + what, e);
        } catch (ExecutionException e) {
            throw new SnsCallFailedException("SNS cannot be reached for " + what, e.getCause());
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new SnsCallFailedException("SNS did not answer " + what + " within " + timeout, e);
        }
    }
}
