package dev.tasktoken.sns;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * SNS could not be reached, or refused a request for a certificate or for the confirmation of a subscription.
 *
 * <p>Usually a network problem: the endpoint must be able to open connections to {@code sns.<region>.amazonaws.com}.
 * Answer with status 503, so that SNS redelivers the message.
 */
public final class SnsCallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** HTTP status, or 0 if there was no response. */
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
     * Returns the HTTP status of the response of SNS.
     *
     * @return empty if there was no response
     */
    public OptionalInt statusCode() {
        return statusCode == 0 ? OptionalInt.empty() : OptionalInt.of(statusCode);
    }
}
