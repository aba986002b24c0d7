package dev.tasktoken.sns;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects the body of one response, and fails as soon as it exceeds a limit. */
final class LimitedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
    private final int longest;
    private long length;
    private Flow.@Nullable Subscription subscription;

    LimitedBody(int longest) {
        this.longest = longest;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return bytes.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        bytes.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        length += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (length <= longest) {
            bytes.onNext(buffers);
        } else if (subscription != null) {
            subscription.cancel();
            onError(new IOException("The response has more than " + longest + " bytes"));
        }
    }

    @Override
    public void onError(Throwable thrown) {
        bytes.onError(thrown);
    }

    @Override
    public void onComplete() {
        bytes.onComplete();
    }
}
