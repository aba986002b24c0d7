package dev.tasktoken;

import static dev.tasktoken.simulation.Interleavings.concurrently;
import static dev.tasktoken.simulation.Interleavings.require;

import dev.tasktoken.internal.RepeatingCall;
import dev.tasktoken.simulation.DueCalls;
import dev.tasktoken.simulation.Interleavings;
import dev.tasktoken.simulation.StillSfnClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A handler that ends, or is given up, while a heartbeat is sent leaves no heartbeat and no alarm behind. */
class HeartbeatInterleavingsTest {
    private static final TaskToken TOKEN = TaskToken.of("AAAAtoken-of-a-task");

    @Test
    void noCallIsScheduledAfterTheEnd() {
        Interleavings.hold(() -> {
            DueCalls timer = new DueCalls();
            RepeatingCall call = RepeatingCall.start(timer, Runnable::run, Duration.ZERO, () -> Duration.ofSeconds(20));
            concurrently(timer::runLast, call::close);
            require(timer.waiting() == 0, "nothing is scheduled");
        });
    }

    /** With real threads: the explorer would explore how the SDK builds a request. */
    @Test
    void neitherHeartbeatNorAlarmIsScheduledAfterTheEnd() {
        for (int i = 0; i < 300; i++) {
            DueCalls timer = new DueCalls();
            TokenResponder responder = responder(new StillSfnClient(), timer);
            Runnable end = heartbeats(responder, timer).start(TOKEN, new TaskStatusMonitor());
            concurrently(timer::runLast, end);
            require(timer.waiting() == 0, "nothing is scheduled");
        }
    }

    /** With real threads, too. */
    @Test
    void aHeartbeatIsSentBeforeTheRevocationOrNotAtAll() {
        for (int i = 0; i < 300; i++) {
            StillSfnClient client = new StillSfnClient();
            TokenResponder responder = responder(client, new DueCalls());
            TaskToken token = TOKEN.unrevoked();
            boolean[] sent = new boolean[1];
            concurrently(() -> sent[0] = isSent(responder, token), token::revoke);
            require(client.heartbeats.get() == (sent[0] ? 1 : 0), "what was refused was not sent");
            require(!isSent(responder, token), "the token is revoked");
        }
    }

    @Test
    void aLoopThatLooksBeforeItSchedulesIsFound() {
        Interleavings.areBroken(() -> {
            DueCalls timer = new DueCalls();
            LooseLoop loop = new LooseLoop(timer);
            concurrently(loop::send, loop::end);
            require(timer.waiting() == 0, "nothing is scheduled");
        });
    }

    private static boolean isSent(TokenResponder responder, TaskToken token) {
        try {
            return responder.heartbeat(token) == TaskStatus.OPEN;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static TokenResponder responder(StillSfnClient client, DueCalls timer) {
        return TokenResponder.builder().client(client).scheduler(timer).build();
    }

    private static Heartbeats heartbeats(TokenResponder responder, DueCalls timer) {
        return Heartbeats.builder(responder, Duration.ofSeconds(20))
                .threads(timer, Runnable::run)
                .build();
    }

    /** Its look at the end and its next call are not one step. */
    private static final class LooseLoop {
        private final DueCalls timer;
        private volatile boolean over;
        private volatile Runnable cancel = () -> {};

        private LooseLoop(DueCalls timer) {
            this.timer = timer;
        }

        private void send() {
            if (!over) {
                cancel = timer.after(Duration.ofSeconds(20), this::send);
            }
        }

        private void end() {
            over = true;
            cancel.run();
        }
    }
}
