package dev.tasktoken.fuzz;

import dev.tasktoken.pages.PageStyle;
import dev.tasktoken.processor.DuplicateCheck;
import dev.tasktoken.spring.TaskTokenProperties;
import dev.tasktoken.spring.TaskTokenProperties.Store;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the guide says of each property's limits, and which properties break them. */
final class StarterRules {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HALF_A_DAY = Duration.ofHours(12);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Pattern KEY = Pattern.compile("(?:[0-9a-fA-F][0-9a-fA-F]){32,}+");
    private static final Pattern PREFIX = Pattern.compile("(?:[A-Za-z0-9!_.*'()-]+/)*+");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private final Set<String> broken = new TreeSet<>();

    private StarterRules() {}

    static Set<String> broken(TaskTokenProperties properties) {
        StarterRules rules = new StarterRules();
        rules.responder(properties.responder());
        rules.worker(properties.listener());
        rules.processor(properties.listener());
        rules.pending(properties.pending());
        if (properties.pages().enabled()) {
            rules.pages(properties.pages(), properties.pending().store() != null);
        }
        return rules.broken;
    }

    private void responder(TaskTokenProperties.Responder responder) {
        atLeastOne("responder.calls-per-second", responder.callsPerSecond());
        atLeastOne("responder.max-concurrent-calls", responder.maxConcurrentCalls());
    }

    private void worker(TaskTokenProperties.Listener listener) {
        require("listener.concurrency", listener.concurrency() >= 1 && listener.concurrency() <= 10_000);
        within("listener.visibility-timeout", Duration.ofSeconds(1), listener.visibilityTimeout(), HALF_A_DAY);
        within("listener.wait-time", Duration.ZERO, listener.waitTime(), Duration.ofSeconds(20));
        within("listener.max-redelivery-delay", Duration.ZERO, listener.maxRedeliveryDelay(), HALF_A_DAY);
        within("listener.redelivery-delay", Duration.ZERO, listener.redeliveryDelay(), listener.maxRedeliveryDelay());
        within("listener.shutdown-timeout", Duration.ZERO, listener.shutdownTimeout(), HALF_A_DAY);
    }

    private void processor(TaskTokenProperties.Listener listener) {
        Duration interval = listener.heartbeatInterval();
        Duration timeout = listener.heartbeatTimeout();
        within("listener.heartbeat-interval", Duration.ofMillis(100), interval, DAY);
        require("listener.heartbeat-timeout", timeout == null || (interval != null && timeout.compareTo(interval) > 0));
        require("listener.interrupt-handler", !listener.interruptHandler() || interval != null);
        atLeastOne("listener.max-receives", listener.maxReceives());
        within("listener.retry-answer-for", Duration.ZERO, listener.retryAnswerFor(), HALF_A_DAY);
        require(
                "listener.require-duplicate-check",
                !listener.requireDuplicateCheck() || listener.duplicateCheck() != DuplicateCheck.NEVER);
    }

    /** A store in a database has no database here. */
    private void pending(TaskTokenProperties.Pending pending) {
        Store store = pending.store();
        if (store == null) {
            return;
        }
        require("pending.store", store != Store.JDBC);
        within("pending.wait-for-token", Duration.ZERO, pending.waitForToken(), QUARTER);
        within("pending.keep-decisions", DAY, pending.keepDecisions(), Duration.ofDays(3660));
        within("pending.resend-after", Duration.ZERO, pending.resendAfter(), QUARTER);
        if (store == Store.DYNAMODB) {
            String table = pending.dynamodb().table();
            require("pending.dynamodb.table", table != null && !table.isBlank());
        }
        if (store == Store.S3) {
            s3(pending.s3());
        }
    }

    private void s3(TaskTokenProperties.S3 s3) {
        String prefix = s3.prefix() == null ? "" : s3.prefix();
        require("pending.s3.bucket", s3.bucket() != null && !s3.bucket().isBlank());
        require("pending.s3.kms-key-id", s3.kmsKeyId() == null || !s3.kmsKeyId().isBlank());
        require(
                "pending.s3.prefix",
                prefix.length() <= 256
                        && PREFIX.matcher(prefix).matches()
                        && !("/" + prefix).contains("/./")
                        && !("/" + prefix).contains("/../"));
    }

    private void pages(TaskTokenProperties.Pages pages, boolean hasStore) {
        String key = pages.formKey() == null ? "" : pages.formKey().strip();
        String colour = pages.colour();
        require("pages.enabled", hasStore);
        require("pages.form-key", KEY.matcher(key).matches());
        require("pages.colour", colour == null || isDark(colour));
        require(
                "pages.roles",
                pages.roles().size() <= 20
                        && pages.roles().stream().allMatch(role -> !role.isBlank() && role.length() <= 256));
    }

    /** White text on it can be read, by the formula of WCAG 2. */
    private static boolean isDark(String colour) {
        if (!COLOUR.matcher(colour).matches()) {
            return false;
        }
        int rgb = Integer.parseInt(colour.substring(1), 16);
        double luminance = 0.2126 * light(rgb >> 16) + 0.7152 * light(rgb >> 8 & 0xff) + 0.0722 * light(rgb & 0xff);
        return 1.05 / (luminance + 0.05) >= PageStyle.MIN_CONTRAST;
    }

    private static double light(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private void atLeastOne(String name, @Nullable Integer number) {
        require(name, number == null || number >= 1);
    }

    private void within(String name, Duration least, @Nullable Duration time, Duration most) {
        require(name, time == null || (time.compareTo(least) >= 0 && time.compareTo(most) <= 0));
    }

    private void require(String name, boolean isKept) {
        if (!isKept) {
            broken.add("tasktoken." + name);
        }
    }
}
