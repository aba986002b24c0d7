package dev.tasktoken;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;

/** Says what a {@link FakeSfn} says; at once, or when a test lets it. */
public final class FakeAsyncSfn implements SfnAsyncClient {
    private final FakeSfn said;
    private final List<Runnable> held = Collections.synchronizedList(new ArrayList<>());
    private boolean holding;
    private boolean closed;

    public FakeAsyncSfn(FakeSfn said) {
        this.said = said;
    }

    /** From now on calls stay open until they are released. */
    public void hold() {
        holding = true;
    }

    public int open() {
        return held.size();
    }

    public void releaseOne() {
        held.remove(0).run();
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public CompletableFuture<SendTaskSuccessResponse> sendTaskSuccess(SendTaskSuccessRequest request) {
        return answer(() -> said.sendTaskSuccess(request));
    }

    @Override
    public CompletableFuture<SendTaskFailureResponse> sendTaskFailure(SendTaskFailureRequest request) {
        return answer(() -> said.sendTaskFailure(request));
    }

    @Override
    public CompletableFuture<SendTaskHeartbeatResponse> sendTaskHeartbeat(SendTaskHeartbeatRequest request) {
        return answer(() -> said.sendTaskHeartbeat(request));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        closed = true;
    }

    private <T> CompletableFuture<T> answer(Supplier<T> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable end = () -> {
            try {
                answer.complete(call.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        };
        if (holding) {
            held.add(end);
        } else {
            end.run();
        }
        return answer;
    }
}
