package dev.tasktoken.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.DamagedRecordException;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Objects that somebody cut, overwrote or copied from another id. */
class DamagedRecordIT {
    private LocalS3 s3;
    private PendingTasks pending;

    @BeforeEach
    void park() throws Exception {
        s3 = LocalS3.start();
        pending = PendingTasks.of(RecordingResponder.create().responder(), s3.store());
        pending.park("good", TaskToken.of(TestTokens.numbered(1)));
        pending.park("bad", TaskToken.of(TestTokens.numbered(2)));
    }

    @AfterEach
    void close() {
        s3.close();
    }

    static Stream<byte[]> damages() {
        byte[] tooLong = new byte[3 * 1024 * 1024];
        return Stream.of(new byte[0], new byte[] {'{', '"'}, new byte[] {(byte) 0xC3, 0, (byte) 0xFF}, tooLong);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamagedTaskSaysSoAndTheOthersAreStillListed(byte[] damage) {
        overwrite("bad", RequestBody.fromBytes(damage));

        assertDamaged();
    }

    @Test
    void anotherIdsRecordIsNotTakenForThisOnes() {
        s3.client()
                .copyObject(copy -> copy.sourceBucket(LocalS3.BUCKET)
                        .sourceKey(key("good"))
                        .destinationBucket(LocalS3.BUCKET)
                        .destinationKey(key("bad")));

        assertDamaged();
    }

    @Test
    void aDamagedTaskCanBeForgottenAndParkedAnew() {
        overwrite("bad", RequestBody.fromString("null"));

        pending.forget("bad");

        assertThat(pending.find("bad")).isEmpty();
        pending.park("bad", TaskToken.of(TestTokens.numbered(3)));
        assertThat(pending.waiting().map(PendingTask::id)).containsExactlyInAnyOrder("good", "bad");
    }

    private void assertDamaged() {
        assertThatThrownBy(() -> pending.find("bad")).isInstanceOf(DamagedRecordException.class);
        assertThatThrownBy(() -> pending.succeed("bad", 1)).isInstanceOf(DamagedRecordException.class);
        assertThat(pending.waiting().map(PendingTask::id)).containsExactly("good");
    }

    private void overwrite(String id, RequestBody content) {
        s3.client().putObject(put -> put.bucket(LocalS3.BUCKET).key(key(id)), content);
    }

    private static String key(String id) {
        return "tasktoken/tokens/" + id + "/parked-000001";
    }
}
