package dev.tasktoken;

import static dev.tasktoken.simulation.Interleavings.concurrently;
import static dev.tasktoken.simulation.Interleavings.require;

import dev.tasktoken.internal.CallLimiter;
import dev.tasktoken.internal.CallLimits;
import dev.tasktoken.internal.RevokedIds;
import dev.tasktoken.service.AnswerService;
import dev.tasktoken.service.Refusal;
import dev.tasktoken.service.WorkKind;
import dev.tasktoken.simulation.DueCalls;
import dev.tasktoken.simulation.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An answer is sent before the revocation or not at all, and a refused one leaves its turn to the next. */
class RevocationInterleavingsTest {
    private static final TaskToken TOKEN = TaskToken.of("AAAAtoken-of-a-task");
    private static final TaskToken COPY = TaskToken.of(TOKEN.value());
    private static final TaskToken ANOTHER = TaskToken.of("AAAAtoken-of-another");
    private static final PreparedAnswer ANSWER = new PreparedAnswer.Success("1");

    @Test
    void aRefusedAnswerWasNotSent() {
        Interleavings.hold(() -> {
            Answers service = new Answers();
            AnswerSender<TaskToken> sender = sender(service);
            boolean[] accepted = new boolean[1];
            concurrently(() -> accepted[0] = isSent(sender, COPY), () -> sender.revoke(TOKEN.unrevoked()));
            require(service.sent.get() == (accepted[0] ? 1 : 0), "what was refused was not sent");
            require(!isSent(sender, COPY), "the token is revoked");
        });
    }

    /** The only turn belongs to the other call while the handler is given up. */
    @Test
    void anAnswerThatWaitsForItsTurnIsNotSentAfterTheRevocation() {
        Interleavings.hold(() -> {
            Answers service = new Answers();
            AnswerSender<TaskToken> sender = sender(service);
            boolean[] revoked = new boolean[1];
            service.onCall = id -> {
                if (id.equals(ANOTHER)) {
                    sender.revoke(TOKEN.unrevoked());
                    revoked[0] = true;
                }
                require(id.equals(ANOTHER) || !revoked[0], "not sent after the revocation");
            };
            concurrently(() -> isSent(sender, COPY), () -> isSent(sender, ANOTHER));
            require(isSent(sender, ANOTHER), "the turn is free");
        });
    }

    @Test
    void aSenderThatLooksBeforeItWaitsForItsTurnIsFound() {
        Interleavings.areBroken(() -> {
            LooseSender sender = new LooseSender();
            boolean[] revoked = new boolean[1];
            concurrently(
                    () -> sender.send(COPY, () -> require(!revoked[0], "not sent after the revocation")),
                    () -> sender.send(ANOTHER, () -> {
                        sender.revoked.add(TOKEN.hash());
                        revoked[0] = true;
                    }));
        });
    }

    private static AnswerSender<TaskToken> sender(Answers service) {
        DueCalls timer = new DueCalls();
        return new AnswerSender<>(
                service, new CallLimiter(timer, CallLimits.NONE.atOnce(1)), delay -> {}, new RevokedIds(timer));
    }

    private static boolean isSent(AnswerSender<TaskToken> sender, TaskToken token) {
        try {
            return sender.send(token, ANSWER) == AnswerOutcome.ACCEPTED;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** As the library's own sender did with copies. */
    private static final class LooseSender {
        private final CallLimiter limiter = new CallLimiter(new DueCalls(), CallLimits.NONE.atOnce(1));
        private final RevokedIds revoked = new RevokedIds(new DueCalls());

        private void send(TaskToken id, Runnable request) {
            if (!revoked.contains(id.hash())) {
                limiter.enter(CallLimiter.Kind.ANSWER).join();
                request.run();
                limiter.leave();
            }
        }
    }

    /** Accepts every answer and counts them. */
    private static final class Answers implements AnswerService<TaskToken, String> {
        private final AtomicInteger sent = new AtomicInteger();
        private Consumer<TaskToken> onCall = id -> {};

        @Override
        public WorkKind kind() {
            return WorkKind.TASK;
        }

        @Override
        public Class<TaskToken> idType() {
            return TaskToken.class;
        }

        @Override
        public String succeed(TaskToken id, String output) {
            onCall.accept(id);
            sent.incrementAndGet();
            return "";
        }

        @Override
        public String fail(TaskToken id, String error, String cause) {
            return succeed(id, error);
        }

        @Override
        public String heartbeat(TaskToken id) {
            return "";
        }

        @Override
        public Refusal refusal(RuntimeException thrown, WorkKind.Call call) {
            return Refusal.of(Refusal.Meaning.NOT_DELIVERED);
        }

        @Override
        public void close() {}
    }
}
