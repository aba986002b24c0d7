package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.s3.S3TokenStore;
import dev.tasktoken.testkit.StartedExecution;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

@Timeout(90)
class TaskTokenPendingAutoConfigurationTest {
    /** Leaves the answer to a person. */
    static class Asking {
        private final PendingTasks pending;

        Asking(PendingTasks pending) {
            this.pending = pending;
        }

        @TaskTokenListener(queue = "questions")
        void ask(Listening.Order order, CallbackTask task) {
            pending.park(order.orderId(), task);
        }
    }

    @Test
    void hasNoPendingTasksWithoutAStore() {
        Contexts.local()
                .run(context ->
                        assertThat(context).doesNotHaveBean(PendingTasks.class).doesNotHaveBean(TokenStore.class));
    }

    @Test
    void parksATaskAndAnswersItByItsId() {
        Contexts.local()
                .withPropertyValues("tasktoken.pending.store=memory", "tasktoken.pending.wait-for-token=10s")
                .withUserConfiguration(Asking.class)
                .run(context -> {
                    StartedExecution started =
                            Machine.start(context, "questions", Map.of("orderId", "order-1", "cents", 5));

                    context.getBean(PendingTasks.class).succeed("order-1", Map.of("approved", true));

                    assertThat(started.await().output()).hasValue("{\"approved\":true}");
                });
    }

    @Test
    void takesTheApplicationsStore() {
        TokenStore own = TokenStore.inMemory();
        Contexts.local()
                .withPropertyValues("tasktoken.pending.store=memory")
                .withBean(TokenStore.class, () -> own)
                .run(context -> assertThat(context)
                        .hasSingleBean(PendingTasks.class)
                        .getBean(TokenStore.class)
                        .isSameAs(own));
    }

    @Test
    void backsOffFromTheApplicationsPendingTasks() {
        Contexts.local()
                .withPropertyValues("tasktoken.pending.store=memory")
                .withBean(
                        "own",
                        PendingTasks.class,
                        () -> PendingTasks.of(
                                dev.tasktoken.testkit.RecordingResponder.create()
                                        .responder(),
                                TokenStore.inMemory()))
                .run(context ->
                        assertThat(context).hasSingleBean(PendingTasks.class).hasBean("own"));
    }

    @Test
    void keepsTokensInS3() {
        Contexts.local()
                .withBean(ClientSettings.class, () -> new StoresByPropertyTest.At(URI.create("http://127.0.0.1:1")))
                .withPropertyValues(
                        "tasktoken.pending.store=s3",
                        "tasktoken.pending.s3.bucket=tokens",
                        "tasktoken.pending.s3.prefix=orders/",
                        "tasktoken.pending.s3.kms-key-id=alias/tokens")
                .run(context -> assertThat(context)
                        .hasSingleBean(S3TokenStore.class)
                        .hasSingleBean(S3Client.class)
                        .hasSingleBean(PendingTasks.class));
    }

    @Test
    void namesTheMissingBucket() {
        Contexts.local()
                .withPropertyValues("tasktoken.pending.store=s3")
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("tasktoken.pending.s3.bucket"));
    }

    @ParameterizedTest
    @CsvSource({
        "wait-for-token=16m, tasktoken.pending.wait-for-token cannot be used",
        "keep-decisions=1h, tasktoken.pending.keep-decisions cannot be used",
        "resend-after=16m, tasktoken.pending.resend-after cannot be used",
        "store=drawer, tasktoken.pending.store",
        "s3.bucket=, tasktoken.pending.s3.bucket",
        "s3.prefix=??, tasktoken.pending.s3.prefix cannot be used",
        "s3.kms-key-id=, tasktoken.pending.s3.kms-key-id cannot be used",
    })
    void checksEveryProperty(String property, String named) {
        Contexts.local()
                .withPropertyValues(
                        "tasktoken.pending.store=s3",
                        "tasktoken.pending.s3.bucket=tokens",
                        "tasktoken.pending." + property)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(named));
    }
}
