package dev.tasktoken.simulation;

import java.util.List;

/** What can happen to one call. */
enum Fault {
    NONE,
    /** The process ends before the call has left it. */
    CRASH_BEFORE,
    /** The call takes effect, and the process ends before it sees the response. */
    CRASH_AFTER,
    /** The call fails and has no effect. */
    REQUEST_LOST,
    /** The call takes effect and fails all the same. */
    RESPONSE_LOST,
    /** The call fails and takes effect later. */
    LATE,
    /** The client lost the first response and repeated the call: it takes effect twice. */
    REPEATED,
    /** The service refuses the call for the moment; the library, not the client, repeats it. */
    THROTTLED;

    static final List<Fault> OF_ANSWERS = List.of(values());

    static final List<Fault> OF_WRITES = OF_ANSWERS.subList(0, OF_ANSWERS.indexOf(THROTTLED));

    /** A read that fails or crashes afterwards looks as if it had failed or crashed before. */
    static final List<Fault> OF_READS = List.of(NONE, CRASH_BEFORE, REQUEST_LOST);

    /** For calls whose failure the library waits out on the real clock. */
    static final List<Fault> ONLY_CRASHES = List.of(NONE, CRASH_BEFORE);
}
