package dev.tasktoken.simulation;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatResponse;

/** Takes every heartbeat and counts them. */
public final class StillSfnClient implements SfnClient {
    private static final SendTaskHeartbeatResponse TAKEN =
            SendTaskHeartbeatResponse.builder().build();

    public final AtomicInteger heartbeats = new AtomicInteger();

    @Override
    public SendTaskHeartbeatResponse sendTaskHeartbeat(SendTaskHeartbeatRequest request) {
        heartbeats.incrementAndGet();
        return TAKEN;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
