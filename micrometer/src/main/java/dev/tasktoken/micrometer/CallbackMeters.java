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
 * Counts and times in a {@link MeterRegistry} what a {@link dev.tasktoken.processor.CallbackProcessor} does.
 *
 * <table>
 *   <caption>The meters</caption>
 *   <tr><th>name</th><th>type</th><th>tags</th><th>what it says</th></tr>
 *   <tr><td>{@code tasktoken.received}</td><td>counter</td><td>{@code receive}</td>
 *     <td>deliveries whose token was found</td></tr>
 *   <tr><td>{@code tasktoken.worked}</td><td>timer</td><td></td>
 *     <td>how long handlers were at work, until they returned, threw or were given up</td></tr>
 *   <tr><td>{@code tasktoken.heartbeat.lost}</td><td>counter</td><td>{@code status}</td>
 *     <td>tasks that may be lost, or are closed, while their handlers still work</td></tr>
 *   <tr><td>{@code tasktoken.settled}</td><td>timer</td><td>{@code outcome}, {@code answer}, {@code reason}</td>
 *     <td>how long deliveries were processed, work and answer included, and what became of them</td></tr>
 * </table>
 *
 * <table>
 *   <caption>The tags</caption>
 *   <tr><th>name</th><th>values</th></tr>
 *   <tr><td>{@code receive}</td><td>{@code first}; {@code again}, by the transport's own count; {@code unknown}, where
 *     the transport does not count</td></tr>
 *   <tr><td>{@code status}</td><td>{@code closed}, by the service's word; {@code unknown}, when no heartbeat got
 *     through for too long</td></tr>
 *   <tr><td>{@code outcome}</td><td>{@code succeeded}, {@code failed}, {@code deferred}, {@code already_closed},
 *     {@code again}</td></tr>
 *   <tr><td>{@code answer}</td><td>{@code accepted}, {@code already_closed}, {@code unconfirmed} for what succeeded or
 *     failed; else {@code none}</td></tr>
 *   <tr><td>{@code reason}</td><td>for {@code failed}: one of the names of {@link TaskFailure} or {@code handler}; for
 *     {@code again}: the simple name of one of this library's exceptions, {@code Error} or {@code other}; else
 *     {@code none}</td></tr>
 * </table>
 *
 * <p>That is less than 60 combinations, whatever handlers throw and messages say. No tag holds a token, a fingerprint,
 * an execution, a message id, or an error name that a handler chose. A meter is there from its first event on.
 * Percentiles and histograms are the registry's to configure, by a {@code MeterFilter} for instance.
 *
 * <p>Immutable and thread-safe; one instance can listen to any number of processors. The registry stays the caller's to
 * close.
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
    private final MeterProvider<Timer> worked;
    private final MeterProvider<Counter> heartbeatLost;
    private final MeterProvider<Timer> settled;

    private CallbackMeters(MeterRegistry registry, Tags tags) {
        received = Counter.builder("tasktoken.received")
                .description("Deliveries whose task token was found")
                .tags(tags)
                .withRegistry(registry);
        worked = Timer.builder("tasktoken.worked")
                .description("How long handlers were at work")
                .tags(tags)
                .withRegistry(registry);
        heartbeatLost = Counter.builder("tasktoken.heartbeat.lost")
                .description("Tasks that were closed or may be lost while their handlers worked")
                .tags(tags)
                .withRegistry(registry);
        settled = Timer.builder("tasktoken.settled")
                .description("How long deliveries were processed, and what became of them")
                .tags(tags)
                .withRegistry(registry);
    }

    /**
     * Returns a listener whose meters have the tags above and no others.
     *
     * @param registry where the meters are; stays the caller's to close
     * @return the listener, for a processor's builder
     */
    public static CallbackMeters of(MeterRegistry registry) {
        return of(registry, Tags.empty());
    }

    /**
     * Returns a listener whose meters have more tags, to tell processors apart.
     *
     * @param registry where the meters are; stays the caller's to close
     * @param tags for every meter, for instance the queue's name; one that is named as a tag above gives way to it
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
    public void worked(CallbackEvent event, Duration took) {
        worked.withTags().record(took);
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
        return event.receiveCount().getAsInt() > 1 ? "again" : "first";
    }

    private static Tags tagsOf(Settlement settlement) {
        if (settlement instanceof Settlement.Succeeded succeeded) {
            return tags("succeeded", lowerCase(succeeded.answer()), NONE);
        }
        if (settlement instanceof Settlement.Failed failed) {
            return tags("failed", lowerCase(failed.answer()), reasonOf(failed));
        }
        if (settlement instanceof Settlement.Again again) {
            return tags("again", NONE, reasonOf(again));
        }
        return tags(settlement instanceof Settlement.Deferred ? "deferred" : "already_closed", NONE, NONE);
    }

    private static Tags tags(String outcome, String answer, String reason) {
        return Tags.of("outcome", outcome, "answer", answer, "reason", reason);
    }

    private static String reasonOf(Settlement.Failed failed) {
        return OWN_ERRORS.contains(failed.error()) ? failed.error() : "handler";
    }

    /** Nobody but the library can extend its exceptions, so their names are few. */
    private static String reasonOf(Settlement.Again again) {
        if (again.reason() instanceof TaskTokenException own) {
            return own.getClass().getSimpleName();
        }
        return again.reason() instanceof Error ? "Error" : "other";
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
