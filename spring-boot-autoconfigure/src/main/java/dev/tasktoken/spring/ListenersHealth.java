package dev.tasktoken.spring;

import dev.tasktoken.sqs.SqsWorkerStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Down while a worker's polls fail, or while a listener's answers are not permitted; out of service while or after
 * workers stop, else up. A worker that has an {@code OutOfMemoryError} behind it stays up; its count is among the
 * details.
 */
final class ListenersHealth implements HealthIndicator {
    private final Supplier<Map<String, SqsWorkerStatus>> statuses;
    private final Supplier<Map<String, String>> missingPermissions;

    /**
     * Has an eye on all listeners.
     *
     * @param statuses the workers' by the listeners' ids
     * @param missingPermissions those that answers need, by the listeners' ids
     */
    ListenersHealth(Supplier<Map<String, SqsWorkerStatus>> statuses, Supplier<Map<String, String>> missingPermissions) {
        this.statuses = statuses;
        this.missingPermissions = missingPermissions;
    }

    @Override
    public Health health() {
        Map<String, SqsWorkerStatus> workers = statuses.get();
        Map<String, String> missing = missingPermissions.get();
        Map<String, Map<String, Object>> details = new LinkedHashMap<>();
        workers.forEach((id, worker) -> details.put(id, details(worker)));
        missing.forEach((id, permission) ->
                details.computeIfAbsent(id, other -> new LinkedHashMap<>()).put("missingPermission", permission));
        Health.Builder health = Health.status(status(workers, missing));
        details.forEach(health::withDetail);
        return health.build();
    }

    private static Status status(Map<String, SqsWorkerStatus> workers, Map<String, String> missing) {
        boolean isStopping =
                workers.values().stream().anyMatch(worker -> worker.state() != SqsWorkerStatus.State.RUNNING);
        if (isStopping) {
            return Status.OUT_OF_SERVICE;
        }
        boolean isReceiving = workers.values().stream().allMatch(SqsWorkerStatus::isReceiving);
        return isReceiving && missing.isEmpty() ? Status.UP : Status.DOWN;
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
