package dev.tasktoken.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;

/** The running executions, newest first, listed page by page as they are asked for. */
final class ExecutionListing {
    private static final int EXECUTIONS_PER_CALL = 1000;

    private final HistoryCalls calls;
    private final Source source;
    private final Deque<RunningExecution> page = new ArrayDeque<>();
    private @Nullable String nextPage;
    private boolean isStarted;
    private long listed;

    /** What the executions are of. */
    record Source(String arn, boolean isMapRun) {
        ListExecutionsRequest.Builder request() {
            ListExecutionsRequest.Builder request = ListExecutionsRequest.builder();
            return isMapRun ? request.mapRunArn(arn) : request.stateMachineArn(arn);
        }
    }

    static Source ofStateMachine(String arn) {
        return new Source(Objects.requireNonNull(arn, "stateMachineArn"), false);
    }

    static Source ofMapRun(String arn) {
        return new Source(Objects.requireNonNull(arn, "mapRunArn"), true);
    }

    ExecutionListing(HistoryCalls calls, Source source) {
        this.calls = calls;
        this.source = source;
    }

    Optional<RunningExecution> next() {
        while (page.isEmpty() && !isListed()) {
            addPage();
        }
        return Optional.ofNullable(page.poll());
    }

    /** Whether the last page was read. */
    boolean isListed() {
        return isStarted && nextPage == null;
    }

    long listed() {
        return listed;
    }

    private void addPage() {
        ListExecutionsResponse response = calls.call(
                "ListExecutions",
                source.arn(),
                client -> client.listExecutions(source.request()
                        .statusFilter(ExecutionStatus.RUNNING)
                        .maxResults(EXECUTIONS_PER_CALL)
                        .nextToken(nextPage)
                        .build()));
        isStarted = true;
        nextPage = response.nextToken();
        listed += response.executions().size();
        response.executions().forEach(item -> page.add(execution(item)));
    }

    private static RunningExecution execution(ExecutionListItem item) {
        String version = item.stateMachineVersionArn();
        return new RunningExecution(
                item.executionArn(), version == null ? item.stateMachineArn() : version, item.startDate());
    }
}
