package dev.tasktoken.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One line that is drawn again and again while a person waits, and wiped away at the end. */
final class ProgressLine implements AutoCloseable {
    private static final int PAUSE_MILLIS = 100;
    private static final int BAR = 20;
    private static final int WIDEST = 79;

    private final Terminal terminal;
    private final ScheduledExecutorService timer;
    private int drawn;

    /** How much is done, of how much if that is known, else of 0. */
    record Step(long part, long whole, String text) {}

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Draws ten times a second from now on; nothing in a pipe. */
    void follow(Supplier<Step> steps) {
        if (terminal.isInteractive()) {
            Future<?> unused = timer.scheduleAtFixedRate(
                    () -> draw(steps.get()), PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    synchronized void draw(Step step) {
        if (timer.isShutdown()) {
            return;
        }
        String line = bar(step) + " " + step.text();
        int most = Math.min(WIDEST, terminal.width().orElse(WIDEST) - 1);
        String shown = line.substring(0, Math.min(line.length(), Math.max(0, most)));
        terminal.out().print("\r" + shown + " ".repeat(Math.max(0, drawn - shown.length())));
        terminal.out().flush();
        drawn = shown.length();
    }

    private static String bar(Step step) {
        int filled = step.whole() <= 0 ? 0 : (int) Math.min(BAR, step.part() * BAR / step.whole());
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "]";
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        if (drawn > 0) {
            terminal.out().print("\r" + " ".repeat(drawn) + "\r");
            terminal.out().flush();
            drawn = 0;
        }
    }
}
