package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Context} that Lambda gives a handler, for tests.
 *
 * <p>Defaults: the request id {@code request-1}, version {@code $LATEST}, 512 MB, no identity, no client context, and
 * 15 minutes, Lambda's longest timeout. The remaining time runs down in real time from {@link #of} or {@link #timeout}
 * on, and ends at 0. What a handler logs through the context goes to SLF4J at level info.
 *
 * <p>Immutable: each method returns another one. Thread-safe.
 *
 * <pre>{@code
 * handler.handleRequest(event, LambdaContext.of("shipping").timeout(Duration.ofSeconds(30)));
 * }</pre>
 */
@SuppressWarnings("NullAway") // Lambda's interface does not say which of its values may be missing
public final class LambdaContext implements Context {
    private static final Logger LOG = LoggerFactory.getLogger(LambdaContext.class);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);
    private static final int MEMORY_MEGABYTES = 512;

    private final String functionName;
    private final String functionArn;
    private final @Nullable String requestId;
    private final long deadlineNanos;

    private LambdaContext(String functionName, String functionArn, @Nullable String requestId, long deadlineNanos) {
        this.functionName = functionName;
        this.functionArn = functionArn;
        this.requestId = requestId;
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * Begins an invocation of a function.
     *
     * @param functionName the function's name
     * @return the context
     */
    public static LambdaContext of(String functionName) {
        return of(functionName, "arn:aws:lambda:us-east-1:123456789012:function:" + functionName);
    }

    /** Begins an invocation of a function of another Region or account. */
    static LambdaContext of(String functionName, String functionArn) {
        requireNonNull(functionName, "functionName");
        return new LambdaContext(functionName, functionArn, "request-1", in(LONGEST_TIMEOUT));
    }

    /**
     * Sets the id of the invocation.
     *
     * @param requestId the id, or null for none, as some local runtimes have it
     * @return another context
     */
    public LambdaContext requestId(@Nullable String requestId) {
        return new LambdaContext(functionName, functionArn, requestId, deadlineNanos);
    }

    /**
     * Sets how long the function may run from now on.
     *
     * @param timeout the remaining time; zero or less for an invocation whose time is over
     * @return another context
     */
    public LambdaContext timeout(Duration timeout) {
        return new LambdaContext(functionName, functionArn, requestId, in(timeout));
    }

    private static long in(Duration timeout) {
        return System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    }

    /**
     * Returns the time that is left of the timeout.
     *
     * @return milliseconds, 0 or more
     */
    @Override
    public int getRemainingTimeInMillis() {
        long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        return (int) Math.max(0, Math.min(left, Integer.MAX_VALUE));
    }

    /** {@inheritDoc} */
    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    /** {@inheritDoc} */
    @Override
    public String getFunctionName() {
        return functionName;
    }

    /** {@inheritDoc} */
    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    /** {@inheritDoc} */
    @Override
    public String getInvokedFunctionArn() {
        return functionArn;
    }

    /** {@inheritDoc} */
    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + functionName;
    }

    /** {@inheritDoc} */
    @Override
    public String getLogStreamName() {
        return "local";
    }

    /** {@inheritDoc} */
    @Override
    public int getMemoryLimitInMB() {
        return MEMORY_MEGABYTES;
    }

    /**
     * Returns no identity: the function was not invoked by a mobile application.
     *
     * @return null
     */
    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    /**
     * Returns no client context.
     *
     * @return null
     */
    @Override
    public ClientContext getClientContext() {
        return null;
    }

    /** {@inheritDoc} */
    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                LOG.info("{}", message);
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }

    /**
     * Returns the function's name and the request id.
     *
     * @return for instance {@code LambdaContext[shipping, request-1]}
     */
    @Override
    public String toString() {
        return "LambdaContext[" + functionName + ", " + requestId + "]";
    }
}
