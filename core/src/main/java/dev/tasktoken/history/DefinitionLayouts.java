package dev.tasktoken.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionResponse;

/**
 * The definitions that executions were started with. The quota of the call is small (200, and 1 more a second), so one
 * answer serves all executions that were started between the definition's update and that execution. Thread-safe.
 */
final class DefinitionLayouts {
    private static final Logger LOG = LoggerFactory.getLogger(DefinitionLayouts.class);
    private static final String OPERATION = "DescribeStateMachineForExecution";

    /** For so long after an update, new executions may still have the definition before it (UpdateStateMachine). */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final HistoryCalls calls;
    private final List<Known> known = new ArrayList<>();
    private boolean isDenied;

    DefinitionLayouts(HistoryCalls calls) {
        this.calls = calls;
    }

    private record Known(String definition, Instant from, Instant to, DefinitionLayout layout) {
        boolean isOf(RunningExecution execution) {
            return definition.equals(execution.definition())
                    && !execution.started().isBefore(from)
                    && !execution.started().isAfter(to);
        }
    }

    /** The layout of an execution's definition; unknown if the caller may not read it. */
    synchronized DefinitionLayout of(RunningExecution execution) {
        for (Known one : known) {
            if (one.isOf(execution)) {
                return one.layout();
            }
        }
        return isDenied ? DefinitionLayout.UNKNOWN : describe(execution);
    }

    private DefinitionLayout describe(RunningExecution execution) {
        try {
            DescribeStateMachineForExecutionResponse response = calls.call(
                    OPERATION,
                    execution.arn(),
                    client ->
                            client.describeStateMachineForExecution(request -> request.executionArn(execution.arn())));
            DefinitionLayout layout = DefinitionLayout.of(response.definition());
            Instant updated = response.updateDate() == null ? execution.started() : response.updateDate();
            known.add(new Known(execution.definition(), updated.plus(SETTLED), execution.started(), layout));
            known.add(new Known(execution.definition(), execution.started(), execution.started(), layout));
            return layout;
        } catch (HistoryNotPermittedException e) {
            LOG.debug("Histories are read back to their start: {}", e.getMessage());
            isDenied = true;
            return DefinitionLayout.UNKNOWN;
        } catch (HistoryNotFoundException | HistoryUnavailableException e) {
            LOG.debug("A history is read back to its start: {}", e.getMessage());
            return DefinitionLayout.UNKNOWN;
        }
    }
}
