package dev.tasktoken;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.KmsThrottlingException;

/** Makes the calls, and repeats the one refusal that passes but that the SDK does not retry: KmsThrottling. */
final class AnswerSender {
    private static final Logger LOG = LoggerFactory.getLogger(TokenResponder.class);
    private static final int MAX_TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final SfnClient client;
    private final Pause pause;

    AnswerSender(SfnClient client, Pause pause) {
        this.client = client;
        this.pause = pause;
    }

    Answer send(TaskToken token, TaskAnswer answer) {
        token.checkNotSealed();
        Answer known;
        try {
            int tries = call(() -> answer.send(client, token));
            LOG.debug("{} for {} accepted after {} tries", answer.operation(), token, tries);
            return Answer.ACCEPTED;
        } catch (Refused refused) {
            if (answer instanceof TaskAnswer.Success && ServiceVerdict.isOutputRefused(refused.reason)) {
                throw new OutputRefused();
            }
            if (!ServiceVerdict.isClosed(refused.reason)) {
                throw refused.exception(answer.operation(), token);
            }
            known = refused.attempts > 1 ? Answer.UNCONFIRMED : Answer.ALREADY_CLOSED;
        }
        LOG.debug("{} for {} found the task closed: {}", answer.operation(), token, known);
        return known;
    }

    TaskStatus heartbeat(TaskToken token) {
        token.checkNotSealed();
        try {
            call(() -> client.sendTaskHeartbeat(r -> r.taskToken(token.value())));
            return TaskStatus.OPEN;
        } catch (Refused refused) {
            if (ServiceVerdict.isClosed(refused.reason)) {
                return TaskStatus.CLOSED;
            }
            throw refused.exception("SendTaskHeartbeat", token);
        }
    }

    private int call(Runnable request) throws Refused {
        for (int tries = 1; ; tries++) {
            try {
                request.run();
                return tries;
            } catch (KmsThrottlingException e) {
                if (tries == MAX_TRIES || !paused(tries)) {
                    throw new Refused(e, tries - 1);
                }
            } catch (RuntimeException e) {
                if (e instanceof AbortedException) {
                    Thread.currentThread().interrupt();
                }
                throw new Refused(e, tries - 1);
            }
        }
    }

    private boolean paused(int tries) {
        try {
            pause.of(Pause.backoff(FIRST_PAUSE, LONGEST_PAUSE, tries - 1));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The service does not take this output for JSON; no retry will change that. */
    static final class OutputRefused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private OutputRefused() {
            super(null, null, false, false);
        }
    }

    /** The last word of the SDK, with the attempts of all our tries together. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final transient RuntimeException reason;
        private final int attempts;

        private Refused(RuntimeException reason, int earlierTries) {
            super(null, reason, false, false);
            this.reason = reason;
            this.attempts = earlierTries + ServiceVerdict.attempts(reason);
        }

        private TaskTokenException exception(String operation, TaskToken token) {
            return ServiceVerdict.exception(reason, operation, token);
        }
    }
}
