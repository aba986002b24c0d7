package dev.tasktoken;

/** How many calls may start in a second, and how many may run at once. */
record CallLimits(int perSecond, int atOnce) {
    static final CallLimits NONE = new CallLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    CallLimits {
        if (perSecond < 1) {
            throw new IllegalArgumentException("callsPerSecond must be at least 1: " + perSecond);
        }
        if (atOnce < 1) {
            throw new IllegalArgumentException("maxConcurrentCalls must be at least 1: " + atOnce);
        }
    }

    boolean areNone() {
        return perSecond == NONE.perSecond && atOnce == NONE.atOnce;
    }

    CallLimits perSecond(int calls) {
        return new CallLimits(calls, atOnce);
    }

    CallLimits atOnce(int calls) {
        return new CallLimits(perSecond, calls);
    }
}
