package dev.tasktoken.spring;

import dev.tasktoken.sqs.SqsWorkerStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Down while a worker's polls fail, out of service while or after workers stop, else up. A worker that has an
 * {@code OutOfMemoryError} behind it stays up; its count is among the details.
 */
final class ListenersHealth implements HealthIndicator {
    private final Supplier<Map<String, SqsWorkerStatus>> statuses;

    ListenersHealth(Supplier<Map<String, SqsWorkerStatus>> statuses) {
        this.statuses = statuses;
    }

    @Override
    public Health health() {
        Map<String, SqsWorkerStatus> now = statuses.get();
        Health.Builder health = Health.status(status(now));
        now.forEach((id, worker) -> health.withDetail(id, details(worker)));
        return health.build();
    }

    private static Status status(Map<String, SqsWorkerStatus> workers) {
        if (workers.values().stream().allMatch(SqsWorkerStatus::isReceiving)) {
            return Status.UP;
        }
        boolean isStopping =
                workers.values().stream().anyMatch(worker -> worker.state() != SqsWorkerStatus.State.RUNNING);
        return isStopping ? Status.OUT_OF_SERVICE : Status.DOWN;
    }

    private static Map<String, Object> details(SqsWorkerStatus worker) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", worker.state());
        details.put("inFlight", worker.inFlight());
        details.put("failedPolls", worker.receiving().consecutiveFailures());
        details.put("virtualMachineErrors", worker.virtualMachineErrors());
        worker.receiving().lastPoll().ifPresent(at -> details.put("lastPoll", at));
        worker.receiving().lastFailure().ifPresent(failure -> details.put("lastFailure", failure));
        return details;
    }
}
