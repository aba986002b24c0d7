package dev.tasktoken;

/** The service does not take this output for JSON; no retry will change that. */
final class OutputRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutputRefused() {
        super(null, null, false, false);
    }
}
