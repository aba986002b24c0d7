package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The linter in the jar that is published, and what the jar holds. */
class LintJarIT {
    private static final String SYSTEMS = "../testkit/src/test/resources/systems";

    @TempDir
    private Path directory;

    private JarRun jar;

    @BeforeEach
    void findsTheJar() {
        jar = new JarRun(directory, Map.of());
    }

    @Test
    void lintsTheSystems() throws Exception {
        JarRun.Result result = jar.run("lint", "--strict", SYSTEMS);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("warning [no-timeout]").contains("0 error(s), 7 warning(s)");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void readsMessagesAndExpressionsWithNothingElseOnTheClassPath() throws Exception {
        Path file = Files.writeString(directory.resolve("a.asl.json"), """
                {"QueryLanguage": "JSONata", "StartAt": "S", "TimeoutSeconds": 9, "States": {"S": {"Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": true,
                  "Arguments": {"FunctionName": "f", "Payload": "{% {'resume': $states.context.Task.Token} %}"}}}}
                """);

        JarRun.Result result = jar.run("lint", "--strict", file.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("[token-not-found]", "'resume'");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void isCleanOrUnusable() throws Exception {
        Path file = Files.writeString(directory.resolve("a.asl.json"), "{\"States\": {}}");

        assertThat(jar.run("lint", file.toString()).code()).isZero();
        assertThat(jar.run("lint", "none.json").code()).isEqualTo(2);
        assertThat(jar.run("lint").err()).contains("FILE").doesNotContain("Exception");
    }

    @Test
    void holdsWhatItNeedsAndNoMore() throws IOException {
        try (JarFile file = new JarFile(JarRun.jar().toFile())) {
            List<String> names = file.stream().map(entry -> entry.getName()).toList();

            assertThat(names)
                    .contains("META-INF/LICENSE", "META-INF/NOTICE", "dev/tasktoken/delivery/CallbackReader.class")
                    .doesNotHaveDuplicates()
                    .noneMatch(name -> name.startsWith("com/jayway/") || name.startsWith("io/netty/"))
                    .noneMatch(name -> name.endsWith("LocalStepFunctions.class"));
            assertThat(file.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("dev.tasktoken.cli.TasktokenCommand");
        }
    }
}
