package dev.tasktoken.testkit.internal.api;

import dev.tasktoken.testkit.internal.executions.Execution;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Which executions ListExecutions lists.
 *
 * @param machineArn those of this machine
 * @param status those with this status; empty for all
 */
record ExecutionFilter(String machineArn, Optional<ExecutionStatus> status) {
    private static final String MACHINE = "stateMachineArn";
    private static final String MAP_RUN = "mapRunArn";
    private static final String STATUS = "statusFilter";
    private static final String REDRIVE = "redriveFilter";

    static List<RequestMember> members() {
        return List.of(
                RequestMember.text(MACHINE, 1, 256).optional(),
                RequestMember.text(MAP_RUN, 1, 2000).optional(),
                RequestMember.text(STATUS, 0, 32).optional(),
                RequestMember.text(REDRIVE, 0, 32).optional());
    }

    /** The wording of what is refused is inferred; that it is refused is documented. */
    static ExecutionFilter of(ApiRequest request, StateMachineOperations machines) {
        Optional<String> machine = request.optionalText(MACHINE);
        if (machine.isPresent() == request.optionalText(MAP_RUN).isPresent()) {
            throw ServiceErrorException.validation("Exactly one of stateMachineArn and mapRunArn must be given");
        }
        Optional<ExecutionStatus> status = request.optionalText(STATUS).map(ExecutionFilter::status);
        if (machine.isEmpty()) {
            throw new ServiceErrorException(
                    "ResourceNotFound", "Resource not found: LocalStepFunctions has no Map Runs");
        }
        if (request.optionalText(REDRIVE).isPresent()
                || status.filter(ExecutionStatus.PENDING_REDRIVE::equals).isPresent()) {
            throw ServiceErrorException.validation(
                    "Value at 'redriveFilter' or 'statusFilter' failed to satisfy constraint: "
                            + "redriveFilter and PENDING_REDRIVE need a mapRunArn");
        }
        return new ExecutionFilter(machines.require(machine.get()).arn(), status);
    }

    boolean passes(Execution execution) {
        return execution.machine().arn().equals(machineArn) && (status.isEmpty() || status.get() == execution.status());
    }

    private static ExecutionStatus status(String text) {
        ExecutionStatus status = ExecutionStatus.fromValue(text);
        if (status == ExecutionStatus.UNKNOWN_TO_SDK_VERSION) {
            throw ServiceErrorException.validation("Value at 'statusFilter' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: " + ExecutionStatus.knownValues());
        }
        return status;
    }
}
