package dev.tasktoken.sqs;

import dev.tasktoken.internal.AwsRefusal;
import dev.tasktoken.internal.Backoff;
import dev.tasktoken.sqs.SqsWorkerStatus.Receiving;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Records whether polls succeed, and decides how long to wait after a failure. Thread-safe. */
final class ReceiveHealth {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiveHealth.class);
    private static final Backoff OUTAGE = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20));

    /** For failures that a person must fix: a missing permission or queue. */
    private static final Backoff REFUSAL = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(1));

    private final String queueName;
    private volatile Receiving current = new Receiving(Optional.empty(), 0, Optional.empty());

    ReceiveHealth(String queueName) {
        this.queueName = queueName;
    }

    Receiving current() {
        return current;
    }

    synchronized void recordSuccess() {
        if (current.consecutiveFailures() > 0) {
            LOG.info("Receiving from {} recovered after {} failed polls", queueName, current.consecutiveFailures());
        }
        current = new Receiving(Optional.of(Instant.now()), 0, Optional.empty());
    }

    /** Records a failed poll, logs a warning for the first of an outage, and returns how long to wait. */
    synchronized Duration recordFailure(Throwable failure) {
        String what = describe(failure);
        int failures = current.consecutiveFailures() + 1;
        current = new Receiving(current.lastPoll(), failures, Optional.of(what));
        if (failures == 1) {
            LOG.warn("Cannot receive from {}; the worker retries until it succeeds: {}", queueName, what);
        } else {
            LOG.debug("Poll {} of {} failed: {}", failures, queueName, what);
        }
        return (isRefusal(failure) ? REFUSAL : OUTAGE).after(failures);
    }

    /** With what is missing, as IAM spells it. */
    private static String describe(Throwable failure) {
        String said = AwsRefusal.describe(failure);
        if (isKeyDenied(failure)) {
            return "kms:Decrypt on the queue's key is not permitted (" + said + ")";
        }
        return AwsRefusal.isDenied(failure)
                ? AwsRefusal.credentialsProblem(failure).orElse("sqs:ReceiveMessage is not permitted") + " (" + said
                        + ")"
                : said;
    }

    /** {@code KmsAccessDenied}, or {@code KMS.AccessDeniedException} as the older protocol has it. */
    private static boolean isKeyDenied(Throwable failure) {
        String code = AwsRefusal.code(failure).toLowerCase(Locale.ROOT);
        return code.startsWith("kms") && code.contains("accessdenied");
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof QueueDoesNotExistException || AwsRefusal.isDenied(failure) || isKeyDenied(failure);
    }
}
