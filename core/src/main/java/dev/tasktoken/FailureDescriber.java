package dev.tasktoken;

import dev.tasktoken.internal.Thrown;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what failure an exception stands for. */
final class FailureDescriber {
    private static final Logger LOG = LoggerFactory.getLogger(FailureDescriber.class);

    private FailureDescriber() {}

    static TaskFailure describe(Throwable thrown, FailureMapper mapper) {
        Throwable reason = Thrown.unwrap(thrown);
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
            Thrown.rethrowFatal(e);
            LOG.warn(
                    "The failure mapper threw {}; sending the default failure",
                    e.getClass().getName());
            return FailureMapper.lambda().map(reason);
        }
    }
}
