package dev.tasktoken.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.Lincheck;

/** Explores how threads can interleave: each schedule is one invocation of a block that starts and joins them. */
public final class Interleavings {
    private static final int SCHEDULES = Integer.getInteger("proof.schedules", 50);

    /** Enough for every fault that a test seeds. */
    private static final int TO_FIND = 2_000;

    private Interleavings() {}

    /** No schedule breaks the block's assertions, and none blocks for ever. */
    public static void hold(Runnable block) {
        Lincheck.runConcurrentTest(SCHEDULES, block);
    }

    /** Some schedule breaks the block's assertions: the test can fail. */
    public static void areBroken(Runnable block) {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(TO_FIND, block)).isInstanceOf(AssertionError.class);
    }

    /** Runs actions at the same time, waits for all, and throws what one of them threw. */
    public static void concurrently(Runnable... actions) {
        Throwable[] thrown = new Throwable[actions.length];
        Thread[] threads = new Thread[actions.length];
        for (int i = 0; i < actions.length; i++) {
            int at = i;
            threads[i] = new Thread(() -> {
                try {
                    actions[at].run();
                } catch (Throwable t) { // of a thread that nobody else asks
                    thrown[at] = t;
                }
            });
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (int i = 0; i < actions.length; i++) {
            join(threads[i]);
            require(thrown[i] == null, "an action threw " + thrown[i]);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Without a library, whose own code would be explored, too. */
    public static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
