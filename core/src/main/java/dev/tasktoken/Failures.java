package dev.tasktoken;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what failure an exception stands for. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static TaskFailure describe(Throwable thrown, FailureMapper mapper) {
        Throwable reason = unwrapped(thrown);
        if (reason instanceof TaskFailureException business) {
            return new TaskFailure(business.error(), business.causeText());
        }
        if (reason instanceof AlreadyPendingException taken) {
            return new TaskFailure(TaskFailure.ALREADY_PENDING, String.valueOf(taken.getMessage()));
        }
        try {
            return Objects.requireNonNull(mapper.map(reason), "a mapper must not return null");
        } catch (Throwable e) { // an Error of the mapper's, or a checked one thrown undeclared, must not keep the task
            // waiting
            rethrowFatal(e);
            LOG.warn(
                    "The failure mapper threw {}; sending the default failure",
                    e.getClass().getName());
            return LambdaFailure.of(reason);
        }
    }

    /** An overflown stack is empty again where it is caught, so it is no trouble of the machine's. */
    static void rethrowFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
    }

    /** Takes off the wrappers that asynchronous code puts around what was really thrown. */
    static Throwable unwrapped(Throwable thrown) {
        Throwable reason = thrown;
        while ((reason instanceof CompletionException || reason instanceof ExecutionException)
                && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason;
    }
}
