package dev.tasktoken.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.TokenStore;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConcurrentReadsTest {
    @Test
    void readsEightRecordsAtOnceAndLeavesNoThreadBehind() throws InterruptedException {
        CyclicBarrier eight = new CyclicBarrier(8);
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();

        Map<TokenStore.Key, String> texts = new ConcurrentReads(key -> {
                    threads.add(Thread.currentThread());
                    await(eight);
                    return Optional.of("of " + key.id());
                })
                .of(keys(16));

        assertThat(texts).hasSize(16).containsEntry(key(3), "of order-3");
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void aReadThatFailsFailsAll() {
        StoreUnavailableException down = new StoreUnavailableException("down", null);

        assertThatThrownBy(() -> new ConcurrentReads(key -> {
                            throw down;
                        })
                        .of(keys(2)))
                .isSameAs(down);
        assertThatThrownBy(() -> new ConcurrentReads(key -> {
                            throw new StackOverflowError();
                        })
                        .of(keys(2)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void anInterruptIsPassedOn() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new ConcurrentReads(key -> Optional.empty()).of(keys(1)))
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<TokenStore.Key> keys(int count) {
        return IntStream.range(0, count).mapToObj(ConcurrentReadsTest::key).collect(Collectors.toSet());
    }

    private static TokenStore.Key key(int number) {
        return new TokenStore.Key(TokenStore.Area.TOKENS, "order-" + number, "parked-000001");
    }
}
