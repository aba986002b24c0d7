package dev.tasktoken.sqs;

import dev.tasktoken.processor.Settlement;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a worker does. Thread-safe. */
final class WorkerCounters {
    final LongAdder received = new LongAdder();
    final LongAdder redelivered = new LongAdder();
    final LongAdder deleted = new LongAdder();
    final LongAdder virtualMachineErrors = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder alreadyClosed = new LongAdder();
    private final LongAdder deferred = new LongAdder();

    void count(Settlement settlement) {
        of(settlement).increment();
    }

    private LongAdder of(Settlement settlement) {
        if (settlement instanceof Settlement.Succeeded) {
            return succeeded;
        }
        if (settlement instanceof Settlement.Failed) {
            return failed;
        }
        if (settlement instanceof Settlement.AlreadyClosed) {
            return alreadyClosed;
        }
        return settlement instanceof Settlement.Deferred ? deferred : redelivered;
    }

    SqsWorkerStatus.Settled settled() {
        return new SqsWorkerStatus.Settled(succeeded.sum(), failed.sum(), alreadyClosed.sum(), deferred.sum());
    }
}
