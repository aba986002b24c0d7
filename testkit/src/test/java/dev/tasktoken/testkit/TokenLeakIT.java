package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** Where a token must not turn up: in any log line or text of ours, whatever goes wrong. */
class TokenLeakIT {
    /** Where simplelogger.properties sends all that this project logs, every test of this run included. */
    private static final Path LOG = Path.of("target", "tasktoken-test.log");

    private final Workbench bench = Workbench.withQueues();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void noLogLineHasATokenWhateverGoesWrong() throws Exception {
        bench.stepFunctions.topics().subscribeQueue(bench.topicArn, Queues.create() + "-none", true);
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();
        assertThatThrownBy(() -> bench.succeed(token, "not json")).isInstanceOf(SfnException.class);
        assertThatThrownBy(() -> bench.fail(token, token, "c")).isInstanceOf(SfnException.class);
        bench.succeed(token, "{}");
        assertThatThrownBy(() -> bench.succeed(token, "{}")).isInstanceOf(SfnException.class);
        bench.ended(execution);

        assertThat(Files.readString(LOG)).contains("was not delivered").doesNotContain(TaskTokens.PREFIX);
    }

    @Test
    void noLogLineHasATokenWhateverASubscriberDoes() throws Exception {
        LocalTopics topics = bench.stepFunctions.topics();
        bench.stepFunctions.functions().register("leaky", payload -> {
            throw new IllegalStateException(payload);
        });
        topics.subscribeFunction(bench.topicArn, "leaky");
        String dead = topics.subscribeHttp(bench.topicArn, URI.create("http://127.0.0.1:1/"), true);
        bench.runWaiting("\"End\": true");
        bench.token();
        bench.advance(600);

        assertThat(dead).startsWith(bench.topicArn);
        assertThat(bench.stepFunctions.functions().invocations("leaky").toString())
                .contains("attempt 3")
                .doesNotContain(TaskTokens.PREFIX);
        assertThat(Files.readString(LOG))
                .contains("Function leaky failed 3 times", "127.0.0.1:1/: no answer")
                .doesNotContain(TaskTokens.PREFIX);
    }

    @Test
    void textsOfPublicTypesHaveNoToken() {
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();
        bench.succeed(token, "\"" + token + "\"");

        LocalExecution ended = bench.ended(execution);

        assertThat(ended.output().orElseThrow()).contains(token);
        assertThat(ended.toString()).contains("SUCCEEDED").doesNotContain(TaskTokens.PREFIX);
        assertThat(bench.stepFunctions.calls().toString()).doesNotContain(TaskTokens.PREFIX);
        assertThat(bench.stepFunctions.topics().published(bench.topicArn).toString())
                .doesNotContain(TaskTokens.PREFIX);
    }
}
