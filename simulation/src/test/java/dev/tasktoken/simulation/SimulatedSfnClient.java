package dev.tasktoken.simulation;

import java.util.List;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionResponse;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** One process's client of the service. */
final class SimulatedSfnClient implements SfnClient {
    private final SimulatedService service;
    private final SimulatedProcess process;

    SimulatedSfnClient(SimulatedService service, SimulatedProcess process) {
        this.service = service;
        this.process = process;
    }

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        send(
                "SendTaskSuccess " + request.output(),
                Fault.OF_ANSWERS,
                attempts -> service.answer(false, request.taskToken(), request.output(), attempts));
        return SendTaskSuccessResponse.builder().build();
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        send(
                "SendTaskFailure " + request.error(),
                Fault.OF_ANSWERS,
                attempts ->
                        service.answer(false, request.taskToken(), request.error() + ": " + request.cause(), attempts));
        return SendTaskFailureResponse.builder().build();
    }

    @Override
    public SendTaskHeartbeatResponse sendTaskHeartbeat(SendTaskHeartbeatRequest request) {
        send("SendTaskHeartbeat", Fault.OF_READS, attempts -> service.heartbeat(false, request.taskToken(), attempts));
        return SendTaskHeartbeatResponse.builder().build();
    }

    @Override
    public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
        String id = request.executionArn().substring(request.executionArn().lastIndexOf(':') + 1);
        return process.call(
                "GetExecutionHistory",
                Fault.ONLY_CRASHES,
                attempts -> service.execution(id).page(request),
                SimulatedService::unreachable);
    }

    /** Not permitted, which the search tolerates. */
    @Override
    public DescribeStateMachineForExecutionResponse describeStateMachineForExecution(
            DescribeStateMachineForExecutionRequest request) {
        throw SfnException.builder()
                .statusCode(400)
                .message("AccessDeniedException")
                .build();
    }

    private void send(String what, List<Fault> faults, IntConsumer effect) {
        process.call(
                what,
                faults,
                attempts -> {
                    effect.accept(attempts);
                    return "";
                },
                SimulatedService::unreachable);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
