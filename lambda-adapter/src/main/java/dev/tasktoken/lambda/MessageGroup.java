package dev.tasktoken.lambda;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are processed one after the other, until one fails: a FIFO group, or a single message of a standard
 * queue. Whichever thread comes first does them all; what comes of them is how many were settled.
 */
final class MessageGroup {
    private final List<EventRecord> messages = new ArrayList<>();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int settled;
    private volatile @Nullable VirtualMachineError fatal;

    /** Adds a message, before any thread runs the group, and returns its place in it. */
    int add(EventRecord message) {
        messages.add(message);
        return messages.size() - 1;
    }

    /**
     * Processes the messages, unless another thread does or did.
     *
     * @param settles processes a message; false stops the group
     */
    void run(Predicate<EventRecord> settles) {
        if (!claimed.compareAndSet(false, true)) {
            return;
        }
        int done = 0;
        try {
            while (done < messages.size() && settles.test(messages.get(done))) {
                done++;
            }
        } catch (VirtualMachineError thrown) {
            fatal = thrown;
        } finally {
            settled = done;
            finished.countDown();
        }
    }

    /** Waits for the thread that does the work. */
    void await() throws InterruptedException {
        finished.await();
    }

    /** Throws what ended the thread's work, if anything did; to be asked when the work is done. */
    void rethrow() {
        VirtualMachineError thrown = fatal;
        if (thrown != null) {
            throw thrown;
        }
    }

    /** Whether a place's message was not settled; to be asked when the work is done. */
    boolean failedAt(int place) {
        return place >= settled;
    }
}
