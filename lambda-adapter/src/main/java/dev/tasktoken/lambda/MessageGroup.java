package dev.tasktoken.lambda;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Messages that one thread processes in order, until one fails: a FIFO group, or a single message of a standard queue.
 * The first thread to run the group processes all of its messages. The result is the number of settled messages.
 */
final class MessageGroup {
    private final List<SqsRecord> messages = new ArrayList<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int settled;
    private volatile @Nullable VirtualMachineError fatal;

    /** Adds a message before any thread runs the group. Returns its position. */
    int add(SqsRecord message) {
        messages.add(message);
        return messages.size() - 1;
    }

    /**
     * Processes the messages, unless another thread has taken the group.
     *
     * @param settles processes a message; false stops the group
     */
    void run(Predicate<SqsRecord> settles) {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        int count = 0;
        try {
            while (count < messages.size() && settles.test(messages.get(count))) {
                count++;
            }
        } catch (VirtualMachineError thrown) {
            fatal = thrown;
        } finally {
            settled = count;
            finished.countDown();
        }
    }

    /** Waits for the thread that processes the group. */
    void await() throws InterruptedException {
        finished.await();
    }

    /** Throws the error that ended the processing, if there was one. Call it after {@link #await}. */
    void rethrow() {
        VirtualMachineError thrown = fatal;
        if (thrown != null) {
            throw thrown;
        }
    }

    /** Returns whether the message at a position was not settled. Call it after {@link #await}. */
    boolean failedAt(int place) {
        return place >= settled;
    }
}
