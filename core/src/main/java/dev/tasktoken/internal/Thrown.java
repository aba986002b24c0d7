package dev.tasktoken.internal;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What to do with what user code and asynchronous code throw. */
public final class Thrown {
    private Thrown() {}

    /** Rethrows what the machine is in trouble with. An overflown stack is free where the error is caught. */
    public static void rethrowFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
    }

    /** Takes off the wrappers that asynchronous code puts around what was really thrown. */
    public static Throwable unwrap(Throwable thrown) {
        Throwable reason = thrown;
        while ((reason instanceof CompletionException || reason instanceof ExecutionException)
                && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason;
    }
}
