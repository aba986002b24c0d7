package dev.tasktoken.internal;

/** How many calls may start in a second, and how many may run at once. */
public record CallLimits(int perSecond, int atOnce) {
    public static final CallLimits NONE = new CallLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    public CallLimits {
        if (perSecond < 1) {
            throw new IllegalArgumentException("callsPerSecond must be at least 1: " + perSecond);
        }
        if (atOnce < 1) {
            throw new IllegalArgumentException("maxConcurrentCalls must be at least 1: " + atOnce);
        }
    }

    public boolean areNone() {
        return perSecond == NONE.perSecond && atOnce == NONE.atOnce;
    }

    public CallLimits perSecond(int calls) {
        return new CallLimits(calls, atOnce);
    }

    public CallLimits atOnce(int calls) {
        return new CallLimits(perSecond, calls);
    }
}
