package dev.tasktoken.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class LimitedBodyTest {
    private final LimitedBody body = new LimitedBody(4);
    private boolean isCancelled;

    private void subscribe() {
        body.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                isCancelled = true;
            }
        });
    }

    private static List<ByteBuffer> bytes(int... lengths) {
        return java.util.Arrays.stream(lengths).mapToObj(ByteBuffer::allocate).toList();
    }

    @Test
    void takesABodyOfTheLongestLength() {
        subscribe();
        body.onNext(bytes(1, 1));
        body.onNext(bytes(2));
        body.onComplete();

        assertThat(body.getBody().toCompletableFuture().join()).hasSize(4);
        assertThat(isCancelled).isFalse();
    }

    @Test
    void hangsUpOnALongerOne() {
        subscribe();
        body.onNext(bytes(4));
        body.onNext(bytes(1));

        assertThat(isCancelled).isTrue();
        assertThatThrownBy(() -> body.getBody().toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("more than 4 bytes");
    }
}
