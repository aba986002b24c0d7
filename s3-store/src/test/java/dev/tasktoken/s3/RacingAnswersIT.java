package dev.tasktoken.s3;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.RacingAnswersContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3Client;

class RacingAnswersIT extends RacingAnswersContract {
    private LocalS3 s3;
    private S3Client otherClient;

    @BeforeEach
    void start() throws Exception {
        s3 = LocalS3.start();
        otherClient = LocalS3.client(s3.endpoint()).build();
    }

    @AfterEach
    void stop() {
        otherClient.close();
        s3.close();
    }

    @Override
    protected List<TokenStore> twoStores() {
        return List.of(s3.store(), S3TokenStore.of(otherClient, LocalS3.BUCKET));
    }
}
