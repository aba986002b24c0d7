package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.CallbackId;
import dev.tasktoken.testkit.internal.api.ApiServer;
import dev.tasktoken.testkit.internal.api.CallbackOperations;
import dev.tasktoken.testkit.internal.api.CallbackProtocol;
import dev.tasktoken.testkit.internal.engine.Engine;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The callbacks of Lambda durable functions in the JVM, as strict about their ids as the service itself. It serves the
 * three routes that answer callbacks on a free port of the loopback interface, so that tests use the real SDK client.
 * It runs no durable function: {@link #createCallback()} opens a callback as a function does.
 *
 * <p>It refuses an id that does not fit the service's pattern or is not of this instance, a result of more than 262,144
 * bytes, and every call about a callback that was answered or has expired ({@code CallbackTimeoutException}). Ids have
 * 240 characters, with {@code + / =} among them.
 *
 * <p>Defaults: callbacks have no timeouts; the time flows with the wall clock, and {@link #clock()} moves it on. It
 * remembers 10,000 calls. Thread-safe. Close it: that ends its threads and closes {@link #client()}.
 *
 * <p>{@code software.amazon.awssdk:lambda} must be on the class path.
 *
 * <pre>{@code
 * try (LocalDurableCallbacks callbacks = LocalDurableCallbacks.start()) {
 *     String callbackId = callbacks.createCallback();
 *     CallbackResponder.of(callbacks.client()).succeed(CallbackId.of(callbackId), 42);
 *     assertThat(callbacks.callback(callbackId)).succeeded().withOutput(42);
 * }
 * }</pre>
 */
public final class LocalDurableCallbacks implements AutoCloseable {
    /** The longest timeout that a callback can have, in seconds. */
    private static final long LONGEST_SECONDS = 99_999_999;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Engine engine = new Engine();
    private final MovableClock clock = new MovableClock(engine);
    private final CallbackOperations callbacks = new CallbackOperations(engine);
    private final LocalFaults faults = new LocalFaults(CallbackOperations.NAMES);
    private final ApiServer server = new ApiServer();
    private final LambdaClient client;

    private LocalDurableCallbacks() {
        server.serve(new CallbackProtocol(engine, callbacks), faults::decide);
        client = LambdaClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    /**
     * Starts an instance.
     *
     * @return a running instance, to be closed
     */
    public static LocalDurableCallbacks start() {
        return new LocalDurableCallbacks();
    }

    /**
     * Returns a client for the calls that answer callbacks; it fails for every other one.
     *
     * @return the same one each time, closed with this instance
     */
    public LambdaClient client() {
        return client;
    }

    /**
     * Returns where it serves, for a client with settings of its own.
     *
     * @return the URI for {@code endpointOverride}
     */
    public URI endpoint() {
        return server.endpoint();
    }

    /**
     * Returns the clock of the timeouts.
     *
     * @return the same one each time
     */
    public MovableClock clock() {
        return clock;
    }

    /**
     * Returns what makes calls fail on demand.
     *
     * @return the same object each time
     */
    public LocalFaults faults() {
        return faults;
    }

    /**
     * Opens a callback without timeouts, as {@code createCallback} and {@code waitForCallback} of a durable function
     * do.
     *
     * @return its id, a secret
     */
    public String createCallback() {
        return createCallback(Duration.ZERO, Duration.ZERO);
    }

    /**
     * Opens a callback.
     *
     * @param timeout when it expires, at most 99,999,999 s; zero for never
     * @param heartbeatTimeout how long it may be without a heartbeat, at most 99,999,999 s; zero for ever
     * @return its id, a secret
     * @throws IllegalArgumentException if one is negative or longer
     */
    public String createCallback(Duration timeout, Duration heartbeatTimeout) {
        check(timeout);
        check(heartbeatTimeout);
        return engine.run(() -> callbacks.create(timeout, heartbeatTimeout));
    }

    /**
     * Closes a callback as its execution's end does: every later call about it is refused.
     *
     * @param callbackId the id
     * @throws IllegalArgumentException if it is not one of this instance
     */
    public void closeCallback(String callbackId) {
        engine.run(() -> {
            callbacks.close(own(callbackId));
            return true;
        });
    }

    /**
     * Returns the state of a callback and the calls about it until now, for assertions.
     *
     * @param callbackId the id
     * @return whether it is open, and the calls; the error and cause of a failure are its type and message
     * @throws IllegalArgumentException if it is not one of this instance
     */
    public RecordedTask callback(String callbackId) {
        return engine.run(() -> RecordedTask.ofFingerprint(
                CallbackId.of(own(callbackId)).fingerprint(), callbacks.isOpen(callbackId), received()));
    }

    /**
     * Waits until a callback is answered or has expired, at most ten seconds of real time.
     *
     * @param callbackId the id
     * @return its state and the calls about it
     * @throws IllegalArgumentException if it is not one of this instance
     * @throws IllegalStateException if it is still open then
     */
    public RecordedTask awaitClosed(String callbackId) {
        engine.run(() -> own(callbackId));
        return engine.await(
                        PATIENCE,
                        () -> callbacks.isOpen(callbackId) ? Optional.empty() : Optional.of(callback(callbackId)))
                .orElseThrow(
                        () -> new IllegalStateException("still open after " + PATIENCE + ": " + callback(callbackId)));
    }

    /**
     * Returns whether a callback waits.
     *
     * @param callbackId the id
     * @return whether it is neither answered nor expired
     * @throws IllegalArgumentException if it is not one of this instance
     */
    public boolean isOpen(String callbackId) {
        return engine.run(() -> callbacks.isOpen(own(callbackId)));
    }

    /**
     * Returns every call, refused ones included, but for those whose id does not fit the pattern.
     *
     * @return the calls, oldest first
     */
    public List<TaskCall> calls() {
        return engine.run(this::received);
    }

    /**
     * Returns those of {@link #calls()} that answered a callback: successes and failures that were taken.
     *
     * @return the calls, oldest first
     */
    public List<TaskCall> answers() {
        return calls().stream().filter(TaskCall::isAnswer).toList();
    }

    /** Ends its threads and closes {@link #client()}. */
    @Override
    public void close() {
        try (engine;
                server) {
            client.close();
        }
    }

    private List<TaskCall> received() {
        return callbacks.received().stream().map(TaskCall::of).toList();
    }

    private String own(String callbackId) {
        if (!callbacks.isOwn(requireNonNull(callbackId, "callbackId"))) {
            throw new IllegalArgumentException("the text is not a callback id of this instance");
        }
        return callbackId;
    }

    private static void check(Duration timeout) {
        if (requireNonNull(timeout, "timeout").isNegative() || timeout.toSeconds() > LONGEST_SECONDS) {
            throw new IllegalArgumentException("a timeout is from 0 to 99,999,999 s: " + timeout);
        }
    }
}
