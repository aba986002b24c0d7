package dev.tasktoken.benchmarks;

import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;

/** A service that takes every answer at once, so that what is measured is not it. */
class SilentSfn implements SfnClient {
    private static final SendTaskSuccessResponse TAKEN =
            SendTaskSuccessResponse.builder().build();
    private static final SendTaskHeartbeatResponse OPEN =
            SendTaskHeartbeatResponse.builder().build();

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        return TAKEN;
    }

    @Override
    public SendTaskHeartbeatResponse sendTaskHeartbeat(SendTaskHeartbeatRequest request) {
        return OPEN;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
