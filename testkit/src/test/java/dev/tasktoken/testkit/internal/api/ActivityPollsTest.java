package dev.tasktoken.testkit.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.activities.Activities;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many workers may wait for the tasks of one activity. */
class ActivityPollsTest {
    private final Engine engine = new Engine();
    private final Activities activities = new Activities(new Arns("us-east-1", "123456789012"), engine);
    private final String arn =
            engine.run(() -> activities.create("pack", Json.object())).arn();
    private final DeferredOperation poll = new ActivityOperations(activities).poll();

    @AfterEach
    void close() {
        engine.close();
    }

    private CompletableFuture<ObjectNode> poll() {
        return engine.run(() -> poll.answer(Json.object().put("activityArn", arn)));
    }

    @Test
    void aThousandWorkersMayWaitAtOnce() {
        List<CompletableFuture<ObjectNode>> polls =
                IntStream.range(0, 1000).mapToObj(i -> poll()).toList();

        assertThatThrownBy(this::poll)
                .isInstanceOfSatisfying(
                        ServiceErrorException.class,
                        e -> assertThat(e.code()).isEqualTo("ActivityWorkerLimitExceeded"));
        polls.get(0).cancel(false);
        assertThat(poll()).isNotDone();
    }
}
