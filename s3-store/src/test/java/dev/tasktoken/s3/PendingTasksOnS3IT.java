package dev.tasktoken.s3;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.PendingTasksContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Votes, signals and faults on a real S3 server. */
class PendingTasksOnS3IT extends PendingTasksContract {
    private static LocalS3 s3;

    @BeforeAll
    static void start() throws Exception {
        s3 = LocalS3.start();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @Override
    protected TokenStore store() {
        return s3.store();
    }

    @Override
    protected int races() {
        return Integer.getInteger("tasktoken.races", 20);
    }

    @Override
    protected int everyNthFault() {
        return 7;
    }
}
