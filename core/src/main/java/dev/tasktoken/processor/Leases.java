package dev.tasktoken.processor;

import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.DeliveryLease;
import dev.tasktoken.internal.Beat;
import dev.tasktoken.internal.DaemonThreads;
import dev.tasktoken.internal.Frames;
import dev.tasktoken.internal.OnceUntilGood;
import dev.tasktoken.internal.Pause;
import dev.tasktoken.internal.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of the deliveries at work, on threads of its own: slow calls to Step Functions must not delay it.
 */
final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final int MAX_CONCURRENT_CALLS = 16;

    private final Timer timer;
    private final Executor senders;
    private final OnceUntilGood alarm = new OnceUntilGood();

    Leases(Timer timer) {
        this(timer, DaemonThreads.bounded("tasktoken-lease", MAX_CONCURRENT_CALLS));
    }

    Leases(Timer timer, Executor senders) {
        this.timer = timer;
        this.senders = senders;
    }

    /** Prevents a delivery from being redelivered until the returned action is run. */
    Runnable hold(Delivery delivery) {
        DeliveryLease lease = delivery.lease().orElse(null);
        return lease == null ? () -> {} : hold(delivery, lease);
    }

    private Runnable hold(Delivery delivery, DeliveryLease lease) {
        Holding holding = new Holding(delivery, lease);
        return Beat.start(timer, senders, holding.every, holding::renew)::close;
    }

    private final class Holding {
        private final Delivery delivery;
        private final DeliveryLease lease;
        private final Duration every;
        private int lost;

        private Holding(Delivery delivery, DeliveryLease lease) {
            this.delivery = delivery;
            this.lease = lease;
            this.every = lease.renewEvery();
        }

        private @Nullable Duration renew() {
            try {
                boolean again = lease.renew();
                lost = 0;
                alarm.good();
                return again ? every : null;
            } catch (RuntimeException e) {
                if (alarm.isNew()) {
                    LOG.warn(
                            "{} may be redelivered while its work goes on; its lease was not renewed: {}",
                            delivery,
                            e.getClass().getName());
                }
                Frames.debug(LOG, e);
                return Pause.soonerThan(every, lost++);
            }
        }
    }
}
