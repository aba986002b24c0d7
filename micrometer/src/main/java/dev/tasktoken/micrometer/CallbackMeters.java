package dev.tasktoken.micrometer;

import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.processor.CallbackEvent;
import dev.tasktoken.processor.CallbackListener;
import dev.tasktoken.processor.Settlement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Records counts and durations of a {@link dev.tasktoken.processor.CallbackProcessor} in a {@link MeterRegistry}.
 *
 * <table>
 *   <caption>The meters</caption>
 *   <tr><th>name</th><th>type</th><th>tags</th><th>meaning</th></tr>
 *   <tr><td>{@code tasktoken.received}</td><td>counter</td><td>{@code receive}</td>
 *     <td>deliveries whose token was found</td></tr>
 *   <tr><td>{@code tasktoken.handled}</td><td>timer</td><td></td>
 *     <td>how long handlers ran, until they returned, threw or were cancelled</td></tr>
 *   <tr><td>{@code tasktoken.heartbeat.lost}</td><td>counter</td><td>{@code status}</td>
 *     <td>tasks that are closed, or may have timed out, while their handlers still run</td></tr>
 *   <tr><td>{@code tasktoken.settled}</td><td>timer</td><td>{@code outcome}, {@code answer}, {@code reason}</td>
 *     <td>how long deliveries were processed, handler and answer included, and how they were settled</td></tr>
 * </table>
 *
 * <table>
 *   <caption>The tags</caption>
 *   <tr><th>name</th><th>values</th></tr>
 *   <tr><td>{@code receive}</td><td>{@code first}; {@code repeated}, by the transport's receive count; {@code unknown}, if the transport does not count</td></tr>
 *   <tr><td>{@code status}</td><td>{@code closed}, if Step Functions reported so; {@code unknown}, if heartbeats failed for too long</td></tr>
 *   <tr><td>{@code outcome}</td><td>{@code succeeded}, {@code failed}, {@code deferred}, {@code already_closed},
 *     {@code redelivered}</td></tr>
 *   <tr><td>{@code answer}</td><td>{@code accepted}, {@code already_closed}, {@code unconfirmed} if the outcome is succeeded or failed; otherwise {@code none}</td></tr>
 *   <tr><td>{@code reason}</td><td>for {@code failed}: one of the names of {@link TaskFailure} or {@code handler}; for
 *     {@code redelivered}: the simple name of one of this library's exceptions, {@code Error} or {@code other}; otherwise
 *     {@code none}</td></tr>
 * </table>
 *
 * <p>These are fewer than 60 combinations, whatever handlers throw and messages contain. No tag holds a token, a
 * fingerprint, an execution, a message id, or an error name that a handler chose. A meter appears with its first event.
 * Configure percentiles and histograms in the registry, for instance with a {@code MeterFilter}.
 *
 * <p>Immutable and thread-safe; one instance can listen to any number of processors. The caller closes the registry.
 *
 * <pre>{@code
 * CallbackProcessor.builder(responder, Order.class)
 *         .handler(order -> ship(order))
 *         .listener(CallbackMeters.of(registry, Tags.of("queue", "orders")))
 *         .build();
 * }</pre>
 */
public final class CallbackMeters implements CallbackListener {
    private static final String NONE = "none";
    private static final Set<String> OWN_ERRORS = Set.of(
            TaskFailure.INVALID_PAYLOAD,
            TaskFailure.OUTPUT_TOO_LARGE,
            TaskFailure.OUTPUT_NOT_SERIALIZABLE,
            TaskFailure.OUTPUT_NOT_JSON,
            TaskFailure.TOO_MANY_RECEIVES,
            TaskFailure.DEADLINE_REACHED,
            TaskFailure.DEAD_LETTER,
            TaskFailure.ALREADY_PENDING);

    private final MeterProvider<Counter> received;
    private final MeterProvider<Timer> handled;
    private final MeterProvider<Counter> heartbeatLost;
    private final MeterProvider<Timer> settled;

    private CallbackMeters(MeterRegistry registry, Tags tags) {
        received = Counter.builder("tasktoken.received")
                .description("Deliveries whose task token was found")
                .tags(tags)
                .withRegistry(registry);
        handled = Timer.builder("tasktoken.handled")
                .description("How long handlers ran")
                .tags(tags)
                .withRegistry(registry);
        heartbeatLost = Counter.builder("tasktoken.heartbeat.lost")
                .description("Tasks that were closed, or may have timed out, while their handlers ran")
                .tags(tags)
                .withRegistry(registry);
        settled = Timer.builder("tasktoken.settled")
                .description("How long deliveries were processed, and how they were settled")
                .tags(tags)
                .withRegistry(registry);
    }

    /**
     * Returns a listener whose meters have only the tags above.
     *
     * @param registry receives the meters; the caller closes it
     * @return the listener, for a processor's builder
     */
    public static CallbackMeters of(MeterRegistry registry) {
        return of(registry, Tags.empty());
    }

    /**
     * Returns a listener whose meters have further tags, to distinguish processors.
     *
     * @param registry receives the meters; the caller closes it
     * @param tags for every meter, for instance the queue's name; a tag of the table above replaces one of the same
     *     name
     * @return the listener, for a processor's builder
     */
    public static CallbackMeters of(MeterRegistry registry, Iterable<Tag> tags) {
        Objects.requireNonNull(registry, "registry");
        return new CallbackMeters(registry, Tags.of(Objects.requireNonNull(tags, "tags")));
    }

    @Override
    public void received(CallbackEvent event) {
        received.withTags("receive", receiveOf(event)).increment();
    }

    @Override
    public void handled(CallbackEvent event, Duration took) {
        handled.withTags().record(took);
    }

    @Override
    public void heartbeatLost(CallbackEvent event, TaskStatus status) {
        heartbeatLost.withTags("status", lowerCase(status)).increment();
    }

    @Override
    public void settled(CallbackEvent event, Settlement settlement, Duration took) {
        settled.withTags(tagsOf(settlement)).record(took);
    }

    private static String receiveOf(CallbackEvent event) {
        if (event.receiveCount().isEmpty()) {
            return "unknown";
        }
        return event.receiveCount().getAsInt() > 1 ? "repeated" : "first";
    }

    private static Tags tagsOf(Settlement settlement) {
        if (settlement instanceof Settlement.Succeeded succeeded) {
            return tags("succeeded", lowerCase(succeeded.answer()), NONE);
        }
        if (settlement instanceof Settlement.Failed failed) {
            return tags("failed", lowerCase(failed.answer()), reasonOf(failed));
        }
        if (settlement instanceof Settlement.Redeliver redeliver) {
            return tags("redelivered", NONE, reasonOf(redeliver));
        }
        return tags(settlement instanceof Settlement.Deferred ? "deferred" : "already_closed", NONE, NONE);
    }

    private static Tags tags(String outcome, String answer, String reason) {
        return Tags.of("outcome", outcome, "answer", answer, "reason", reason);
    }

    private static String reasonOf(Settlement.Failed failed) {
        return OWN_ERRORS.contains(failed.error()) ? failed.error() : "handler";
    }

    /** Only the library can extend its exceptions, so there are few names. */
    private static String reasonOf(Settlement.Redeliver redeliver) {
        if (redeliver.reason() instanceof TaskTokenException own) {
            return own.getClass().getSimpleName();
        }
        return redeliver.reason() instanceof Error ? "Error" : "other";
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
