package dev.tasktoken.sns;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * SNS could not be reached, or refused a request: for the certificate of a signature, or to confirm a subscription.
 *
 * <p>Usually the network: the endpoint must be able to open connections to {@code sns.<region>.amazonaws.com}. Answer
 * with status 503, so that SNS sends the message again.
 */
public final class SnsCallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** HTTP status, or 0 if there was no answer. */
    private final int statusCode;

    SnsCallFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.statusCode = 0;
    }

    SnsCallFailedException(String message, int statusCode) {
        super(message);
        this.statusCode = statusCode;
    }

    /**
     * Returns the HTTP status that SNS answered with.
     *
     * @return empty if there was no answer
     */
    public OptionalInt statusCode() {
        return statusCode == 0 ? OptionalInt.empty() : OptionalInt.of(statusCode);
    }
}
