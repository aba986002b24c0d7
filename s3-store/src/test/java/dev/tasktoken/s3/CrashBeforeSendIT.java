package dev.tasktoken.s3;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.CrashBeforeSendContract;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class CrashBeforeSendIT extends CrashBeforeSendContract {
    private final LocalS3 s3;

    CrashBeforeSendIT() throws Exception {
        s3 = LocalS3.start();
    }

    @Override
    protected TokenStore store() {
        return s3.store();
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Override
    protected List<String> otherProcess() {
        return List.of(Other.class.getName(), s3.endpoint().toString());
    }

    static final class Other {
        private Other() {}

        public static void main(String[] arguments) {
            URI endpoint = URI.create(arguments[0]);
            decideAndHalt(S3TokenStore.of(LocalS3.client(endpoint).build(), LocalS3.BUCKET));
        }
    }
}
