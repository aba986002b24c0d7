package dev.tasktoken.testkit.stores;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Decides tasks in a process of its own, and halts it before a decision is sent. Each thread waits once its decision is
 * recorded; when all are, the process halts.
 */
final class HaltingProcess {
    static final int EXIT_CODE = 77;
    static final String OUTPUT = "{\"decidedBy\":\"the halted\"}";

    /** Properties of the process: the address of Step Functions, and the ids with commas between them. */
    static final String ENDPOINT = "tasktoken.test.endpoint";

    static final String IDS = "tasktoken.test.ids";

    private HaltingProcess() {}

    static void decide(TokenStore store) {
        List<String> ids = List.of(System.getProperty(IDS, "").split(",", -1));
        TokenStore halts = new HaltingStore(store, new CountDownLatch(ids.size()));
        SfnClient sfn = SfnClient.builder()
                .endpointOverride(URI.create(System.getProperty(ENDPOINT, "")))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
        PendingTasks pending = PendingTasks.of(TokenResponder.of(sfn), halts);
        ids.forEach(id -> new Thread(() -> pending.succeedJson(id, OUTPUT)).start());
    }

    /** A call that writes a decision never returns. */
    private record HaltingStore(TokenStore store, CountDownLatch unrecorded) implements TokenStore {
        @Override
        public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
            boolean isWritten = store.create(key, text, keep, place);
            if (key.name().startsWith("decided-")) {
                unrecorded.countDown();
                haltOnceRecorded();
            }
            return isWritten;
        }

        private void haltOnceRecorded() {
            try {
                unrecorded.await();
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
        public Map<Key, String> readAll(Set<Key> keys) {
            return store.readAll(keys);
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

        @Override
        public ListPage list(ListQuery query) {
            return store.list(query);
        }

        @Override
        public void enlist(ListedRecord listed) {
            store.enlist(listed);
        }

        @Override
        public void unlist(ListedRecord listed) {
            store.unlist(listed);
        }
    }
}
