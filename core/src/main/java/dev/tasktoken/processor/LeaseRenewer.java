package dev.tasktoken.processor;

import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.DeliveryLease;
import dev.tasktoken.internal.DaemonThreads;
import dev.tasktoken.internal.RepeatingCall;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.internal.StackTraces;
import dev.tasktoken.internal.WarnOnce;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of the deliveries whose handlers run, on threads of its own: slow calls to Step Functions must not
 * delay it.
 */
final class LeaseRenewer {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewer.class);
    private static final int MAX_CONCURRENT_CALLS = 16;

    private final Scheduler scheduler;
    private final Executor senders;
    private final WarnOnce warnings = new WarnOnce();

    LeaseRenewer(Scheduler scheduler) {
        this(scheduler, DaemonThreads.bounded("tasktoken-lease", MAX_CONCURRENT_CALLS));
    }

    LeaseRenewer(Scheduler scheduler, Executor senders) {
        this.scheduler = scheduler;
        this.senders = senders;
    }

    /** Prevents a delivery from being redelivered until the returned action is run. */
    Runnable hold(Delivery delivery) {
        DeliveryLease lease = delivery.lease().orElse(null);
        return lease == null ? () -> {} : hold(delivery, lease);
    }

    private Runnable hold(Delivery delivery, DeliveryLease lease) {
        Holding holding = new Holding(delivery, lease);
        return RepeatingCall.start(scheduler, senders, holding.every, holding::renew)::close;
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
                boolean goesOn = lease.renew();
                lost = 0;
                warnings.reset();
                return goesOn ? every : null;
            } catch (RuntimeException e) {
                if (warnings.shouldWarn()) {
                    LOG.warn(
                            "{} may be redelivered while its handler runs; its lease was not renewed: {}",
                            delivery,
                            e.getClass().getName());
                }
                StackTraces.debug(LOG, e);
                return Sleeper.soonerThan(every, lost++);
            }
        }
    }
}
