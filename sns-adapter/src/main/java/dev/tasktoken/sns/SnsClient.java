package dev.tasktoken.sns;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gets what is behind the addresses in messages of SNS, each of which is checked before. Thread-safe. */
final class SnsClient {
    /** Certificates and confirmations have a few kilobytes. */
    private static final int LONGEST_BODY = 1024 * 1024;

    private final HttpClient http;
    private final Duration timeout;

    SnsClient(HttpClient http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    /**
     * Waits for the whole response; a request's own timeout would end with the headers. Calls are rare, for
     * certificates are kept, so each has a thread of its own: {@code sendAsync} completes its calls in the common pool,
     * and starves where the callers hold that pool's threads.
     */
    byte[] get(URI uri, String what) {
        FutureTask<byte[]> call = new FutureTask<>(() -> send(uri, what));
        Thread thread = new Thread(call, "tasktoken-sns-call");
        thread.setDaemon(true);
        thread.start();
        try {
            return call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SnsCallFailedException("Interrupted while SNS was asked for " + what, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SnsCallFailedException refused
                    ? refused
                    : new SnsCallFailedException("SNS cannot be reached for " + what, e.getCause());
        } catch (TimeoutException e) {
            throw new SnsCallFailedException("SNS did not answer " + what + " within " + timeout, e);
        } finally {
            call.cancel(true);
        }
    }

    /** An interruption ends this, body or no body, as it would not end the reading of a stream. */
    private byte[] send(URI uri, String what) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        HttpResponse<byte[]> response = http.send(request, head -> new LimitedBody(LONGEST_BODY));
        if (response.statusCode() / 100 != 2) {
            throw new SnsCallFailedException(
                    "SNS answered " + what + " with status " + response.statusCode(), response.statusCode());
        }
        return response.body();
    }
}
