package dev.tasktoken.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.lincheck.Lincheck;

/** Explores how threads can interleave: each schedule is one invocation of a block that starts and joins them. */
public final class Interleavings {
    private static final int SCHEDULES = Integer.getInteger("proof.schedules", 300);

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

    /** Runs actions at the same time and waits for all. */
    public static void concurrently(Runnable... actions) {
        List<Thread> threads = new ArrayList<>();
        Stream.of(actions).forEach(action -> threads.add(new Thread(action)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Without a library, whose own code would be explored, too. */
    public static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
