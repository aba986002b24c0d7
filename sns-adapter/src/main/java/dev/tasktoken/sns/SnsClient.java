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

/** Sends GET requests to addresses of SNS, which the caller has checked. Thread-safe. */
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
     * Waits for the whole response; a timeout of the request would cover the headers only. Each call has a thread of
     * its own. That is affordable because certificates are cached. {@code sendAsync} completes its calls in the common
     * pool, and would wait without end if the callers occupied that pool's threads.
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
            throw new SnsCallFailedException("Interrupted during " + what, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SnsCallFailedException refused
                    ? refused
                    : new SnsCallFailedException("SNS could not be reached for " + what, e.getCause());
        } catch (TimeoutException e) {
            throw new SnsCallFailedException("SNS did not answer " + what + " within " + timeout, e);
        } finally {
            call.cancel(true);
        }
    }

    /** An interruption ends this at any time. It would not end reading a stream. */
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
