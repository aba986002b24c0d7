package dev.tasktoken.s3;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * A process of its own that answers tasks and is gone between the claim and the sending of each: a thread whose claim
 * is written goes no further, and when all are written, the process halts.
 */
final class DyingWinner {
    static final int EXIT_CODE = 77;
    static final String OUTPUT = "{\"decidedBy\":\"the dead\"}";

    private DyingWinner() {}

    /** Takes the addresses of S3 and of Step Functions, and the ids. */
    public static void main(String[] args) {
        CountDownLatch claimed = new CountDownLatch(args.length - 2);
        TokenStore store = new HaltingStore(
                S3TokenStore.of(LocalS3.client(URI.create(args[0])).build(), LocalS3.BUCKET), claimed);
        SfnClient sfn = SfnClient.builder()
                .endpointOverride(URI.create(args[1]))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
        PendingTasks pending = PendingTasks.of(TokenResponder.of(sfn), store);
        Stream.of(args).skip(2).forEach(id -> new Thread(() -> pending.succeedJson(id, OUTPUT)).start());
    }

    /** The store, but a call that writes a claim never returns. */
    private record HaltingStore(TokenStore store, CountDownLatch claimed) implements TokenStore {
        @Override
        public boolean create(Key key, String text, Duration keep) {
            boolean created = store.create(key, text, keep);
            if (created && key.name().startsWith("claim-")) {
                claimed.countDown();
                haltWhenAllAreClaimed();
            }
            return created;
        }

        private void haltWhenAllAreClaimed() {
            try {
                claimed.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Runtime.getRuntime().halt(EXIT_CODE);
        }

        @Override
        public Optional<String> read(Key key) {
            return store.read(key);
        }

        @Override
        public void delete(Key key) {
            store.delete(key);
        }

        @Override
        public Set<String> names(Area area, String id) {
            return store.names(area, id);
        }

        @Override
        public Stream<String> ids(Area area) {
            return store.ids(area);
        }
    }
}
