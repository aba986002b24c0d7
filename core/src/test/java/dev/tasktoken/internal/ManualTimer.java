package dev.tasktoken.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A timer that stands still until a test moves it; calls are made on the thread that does. */
public final class ManualTimer implements Scheduler {
    private final PriorityQueue<Call> calls =
            new PriorityQueue<>(Comparator.comparingLong(Call::at).thenComparingLong(Call::number));
    private long nanos;
    private long numbers;

    private record Call(long at, long number, Runnable task) {}

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable task) {
        Call call = new Call(nanos + delay.toNanos(), numbers++, task);
        calls.add(call);
        return () -> takeBack(call);
    }

    public void advance(Duration time) {
        long end = nanos() + time.toNanos();
        for (Call call = next(end); call != null; call = next(end)) {
            call.task().run();
        }
        moveTo(end);
    }

    public synchronized int waiting() {
        return calls.size();
    }

    private synchronized @Nullable Call next(long end) {
        if (calls.isEmpty() || calls.peek().at() > end) {
            return null;
        }
        Call call = calls.remove();
        nanos = Math.max(nanos, call.at());
        return call;
    }

    private synchronized void moveTo(long end) {
        nanos = end;
    }

    private synchronized void takeBack(Call call) {
        calls.remove(call);
    }
}
