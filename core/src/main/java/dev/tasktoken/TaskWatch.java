package dev.tasktoken;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of a task while it is worked on, and who is told when that changes. */
final class TaskWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TaskWatch.class);

    /** Not the senders' threads: when nothing gets through, those are the ones that wait. */
    private static final Executor TELLERS = DaemonThreads.bounded("tasktoken-listener", 16);

    private final List<Consumer<TaskStatus>> listeners = new ArrayList<>();
    private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);
    private Runnable interrupt = () -> {};
    private Consumer<TaskStatus> observer = news -> {};
    private TaskStatus status = TaskStatus.OPEN;
    private boolean over;

    synchronized TaskStatus status() {
        return status;
    }

    synchronized void onChange(Consumer<TaskStatus> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        if (status != TaskStatus.OPEN && !over) {
            tell(listener, status);
        }
    }

    /** Takes what was learnt, unless the work is over; closed stays closed. */
    synchronized void learn(TaskStatus learnt) {
        if (over || status == learnt || status == TaskStatus.CLOSED) {
            return;
        }
        status = learnt;
        if (learnt != TaskStatus.OPEN) {
            Consumer<TaskStatus> told = observer;
            TELLERS.execute(() -> told.accept(learnt));
            interrupt.run();
        }
        listeners.forEach(listener -> tell(listener, learnt));
    }

    /** Sets who is told of every loss, even if the work is over by then; it throws nothing. */
    synchronized void observe(Consumer<TaskStatus> observer) {
        this.observer = observer;
    }

    /** Sets what interrupts the work when it is no longer known to be wanted; it must not block. */
    synchronized void interrupts(Runnable interrupt) {
        this.interrupt = interrupt;
    }

    /** The work is over. What heartbeats still on their way learn means nothing, for the answer closes the task. */
    synchronized void end() {
        over = true;
    }

    private void tell(Consumer<TaskStatus> listener, TaskStatus news) {
        told = told.thenRunAsync(() -> guarded(listener, news), TELLERS);
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void guarded(Consumer<TaskStatus> listener, TaskStatus news) {
        if (isOver()) {
            return;
        }
        try {
            listener.accept(news);
        } catch (Throwable thrown) { // the next listener is told all the same
            LOG.warn(
                    "A listener for a task's status threw {}", thrown.getClass().getName());
        }
    }
}
