package dev.tasktoken.simulation;

import java.util.List;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.SendDurableExecutionCallbackFailureRequest;
import software.amazon.awssdk.services.lambda.model.SendDurableExecutionCallbackFailureResponse;
import software.amazon.awssdk.services.lambda.model.SendDurableExecutionCallbackHeartbeatRequest;
import software.amazon.awssdk.services.lambda.model.SendDurableExecutionCallbackHeartbeatResponse;
import software.amazon.awssdk.services.lambda.model.SendDurableExecutionCallbackSuccessRequest;
import software.amazon.awssdk.services.lambda.model.SendDurableExecutionCallbackSuccessResponse;

/** One process's client of the service that answers callbacks of durable functions. */
final class SimulatedLambdaClient implements LambdaClient {
    private final SimulatedService service;
    private final SimulatedProcess process;

    SimulatedLambdaClient(SimulatedService service, SimulatedProcess process) {
        this.service = service;
        this.process = process;
    }

    @Override
    public SendDurableExecutionCallbackSuccessResponse sendDurableExecutionCallbackSuccess(
            SendDurableExecutionCallbackSuccessRequest request) {
        String result = request.result().asUtf8String();
        send(
                "CallbackSuccess " + result,
                Fault.OF_WRITES,
                attempts -> service.answer(true, request.callbackId(), result, attempts));
        return SendDurableExecutionCallbackSuccessResponse.builder().build();
    }

    @Override
    public SendDurableExecutionCallbackFailureResponse sendDurableExecutionCallbackFailure(
            SendDurableExecutionCallbackFailureRequest request) {
        String answer = request.error().errorType() + ": " + request.error().errorMessage();
        send(
                "CallbackFailure " + answer,
                Fault.OF_WRITES,
                attempts -> service.answer(true, request.callbackId(), answer, attempts));
        return SendDurableExecutionCallbackFailureResponse.builder().build();
    }

    @Override
    public SendDurableExecutionCallbackHeartbeatResponse sendDurableExecutionCallbackHeartbeat(
            SendDurableExecutionCallbackHeartbeatRequest request) {
        send("CallbackHeartbeat", Fault.OF_READS, attempts -> service.heartbeat(true, request.callbackId(), attempts));
        return SendDurableExecutionCallbackHeartbeatResponse.builder().build();
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
