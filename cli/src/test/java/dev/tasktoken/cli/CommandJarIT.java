package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.StartedExecution;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is published, as a process, against LocalStepFunctions by {@code AWS_ENDPOINT_URL}. */
class CommandJarIT {
    private final Orders orders = new Orders();

    @TempDir
    private Path directory;

    @AfterEach
    void closes() {
        orders.close();
    }

    @Test
    void findsShowsAndAnswersATask() throws Exception {
        StartedExecution execution = orders.start("order-41", "approve");
        List<String> tokens = execution.openTokens();
        JarRun jar = jar(Map.of());

        JarRun.Result open = jar.run("open", "--state-machine", Orders.MACHINE);
        JarRun.Result show = jar.run("show", "--execution", execution.arn());
        JarRun.Result succeed = jar.run("succeed", "--execution", execution.arn(), "--output", "{\"approved\": true}");

        assertThat(open.out()).contains("TASK", "order-41", "lambda:invoke");
        assertThat(show.out()).contains("\"order\" : \"order-41\"");
        assertThat(succeed.out()).contains("Approve of order-41: accepted");
        assertThat(execution.await().succeeded()).isTrue();
        for (JarRun.Result result : new JarRun.Result[] {open, show, succeed}) {
            assertThat(result.err()).isEmpty();
            assertThat(result.code()).isZero();
            assertThat(result.out()).doesNotContain("\r", "\u001b").doesNotContain(tokens);
        }
    }

    @Test
    void fitsTheColumnsThatTheShellExports() throws Exception {
        orders.start("order-with-a-name-that-is-much-too-long-for-the-window", "approve");

        String wide =
                jar(Map.of()).run("open", "--state-machine", Orders.MACHINE).out();
        String narrow = jar(Map.of("COLUMNS", "64"))
                .run("open", "--state-machine", Orders.MACHINE)
                .out();

        assertThat(wide).contains("order-with-a-name-that-is-much-too-long-for-the-window");
        assertThat(narrow.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void printsTheTokenToWhoAsksForItAndToNobodyElse() throws Exception {
        StartedExecution execution = orders.start("order-41", "approve");
        String token = execution.openTokens().get(0);

        assertThat(jar(Map.of())
                        .run("show", "--execution", execution.arn(), "--reveal-token")
                        .out())
                .contains(token);
        assertThat(jar(Map.of())
                        .run("show", "--execution", execution.arn(), "--json")
                        .out())
                .doesNotContain(token);
    }

    @Test
    void sendsAMessageAgain() throws Exception {
        StartedExecution execution = orders.start("order-41", "approve");
        String token = execution.openTokens().get(0);

        JarRun.Result result = jar(Map.of(
                        "AWS_ENDPOINT_URL_LAMBDA", orders.invocations().endpoint()))
                .run("resend", "--execution", execution.arn());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("sent again (to approver)").doesNotContain(token);
        assertThat(orders.invocations().payloads()).singleElement().asString().contains(token);
    }

    @Test
    void saysWhatToDoWithoutCredentials() throws Exception {
        JarRun jar = new JarRun(
                directory,
                Map.of(
                        "AWS_ENDPOINT_URL", orders.endpoint(),
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "AWS_CONFIG_FILE", directory.resolve("none").toString(),
                        "AWS_SHARED_CREDENTIALS_FILE", directory.resolve("none").toString()));

        JarRun.Result result = jar.run("open", "--state-machine", Orders.MACHINE);

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("tasktoken: no credentials were found. Give --profile");
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void saysWhatToDoWhenItIsUsedWrongly() throws Exception {
        JarRun.Result result = jar(Map.of()).run("fail", "--state-machine", Orders.MACHINE);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--error", "'tasktoken fail --help'").doesNotContain("Exception");
    }

    @Test
    void knowsItsVersion() throws Exception {
        assertThat(jar(Map.of()).run("--version").out()).matches("tasktoken \\d+\\.\\d+\\.\\d+\\S*\\s*");
    }

    private JarRun jar(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_ENDPOINT_URL", orders.endpoint(), "AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local"));
        environment.putAll(more);
        return new JarRun(directory, environment);
    }
}
