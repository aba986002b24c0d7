package dev.tasktoken.history;

import java.time.Instant;

/**
 * The last execution that a scan has finished.
 *
 * @param started when it was started; none is later at the start of a scan
 * @param arn its ARN
 */
record ScanPosition(Instant started, String arn) {
    private static final ScanPosition START = new ScanPosition(Instant.MAX, "");

    static ScanPosition parse(String text) {
        if (text.isEmpty()) {
            return START;
        }
        int space = text.indexOf(' ');
        try {
            return new ScanPosition(
                    Instant.ofEpochMilli(Long.parseLong(text.substring(0, Math.max(0, space)))),
                    text.substring(space + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not a position of a scan");
        }
    }

    static String of(RunningExecution execution) {
        return execution.started().toEpochMilli() + " " + execution.arn();
    }

    /** Executions are listed from the newest to the oldest. */
    boolean isBehind(RunningExecution execution) {
        return execution.started().toEpochMilli() > millis() || arn.equals(execution.arn());
    }

    private long millis() {
        return started.equals(Instant.MAX) ? Long.MAX_VALUE : started.toEpochMilli();
    }
}
