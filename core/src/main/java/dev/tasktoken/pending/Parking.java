package dev.tasktoken.pending;

import dev.tasktoken.Responder;
import dev.tasktoken.internal.DeferralRegistry;
import dev.tasktoken.pending.internal.ParkedInfo;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the token of a task with what is known of it, and answers the task if its event came before. */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

    private final Responder<PausedWork> responder;
    private final TokenRegistration registration;
    private final ParkedInfo parkedInfo;
    private final EventDecisions events;
    private final InstantSource clock;

    Parking(PendingSettings settings, PendingRecords records, EventDecisions events) {
        this.responder = settings.responder();
        this.registration = new TokenRegistration(responder, records, settings.clock());
        this.parkedInfo = new ParkedInfo(responder, settings.taskTimeout());
        this.events = events;
        this.clock = settings.clock();
    }

    ParkOutcome park(String id, PausedWork work, PendingTaskInfo context) {
        WorkId token = work.workId();
        responder.checkAnswers(token);
        if (responder.isRevoked(token)) {
            throw new IllegalStateException(
                    "The handler of " + token + " was given up at its deadline; it cannot park its task");
        }
        parkedInfo.requireWithoutToken(id, work);
        PendingTaskInfo info = parkedInfo.of(work, context, clock.instant());
        info.event().ifPresent(event -> parkedInfo.requireWithoutToken(event, work));
        ParkOutcome outcome = registration.park(id, token, info);
        if (outcome != ParkOutcome.TASK_CLOSED
                && info.event().isPresent()
                && events.hasAnswered(info.event().get(), new Signals.Awaiting(id, token.fingerprint()))) {
            outcome = ParkOutcome.ALREADY_DECIDED;
        }
        LOG.debug("Parking {}: {}", token, outcome);
        DeferralRegistry.defer(token);
        return outcome;
    }
}
