package dev.tasktoken.benchmarks.workflows;

/** Runs executions that wait for a token, and answers them. */
interface Driver extends AutoCloseable {
    /** How many threads use it. */
    int threads();

    /** Runs one unit of work, and returns how many executions it was. */
    int run() throws Exception;

    @Override
    void close();
}
