package dev.tasktoken.cli;

/** What the process ends with. */
final class ExitCode {
    static final int DONE = 0;

    /** Some of what was asked for could not be done, or the linter found something. */
    static final int NOT_DONE = 1;

    static final int USAGE = 2;

    /** AWS refused, or could not be reached. */
    static final int REFUSED = 3;

    private ExitCode() {}
}
