package dev.tasktoken.testkit.lint;

import static dev.tasktoken.testkit.lint.Machines.jsonataMachine;
import static dev.tasktoken.testkit.lint.Machines.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is published, run as a user runs it: alone. */
class LintJarIT {
    @TempDir
    private Path directory;

    @Test
    void lintsTheSystems() throws Exception {
        Result result = run("--strict", Path.of("src/test/resources/systems").toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("warning [no-timeout]").contains("0 error(s), 7 warning(s)");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void readsMessagesAndExpressionsWithNothingElseOnTheClassPath() throws Exception {
        Path file = Files.writeString(
                directory.resolve("a.asl.json"),
                jsonataMachine(task(
                        Machines.LAMBDA, "'Arguments':{'Payload':'{% {`resume`: $states.context.Task.Token} %}'}")));

        Result result = run("--strict", file.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("[token-not-found]", "'resume'");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void isCleanOrUnusable() throws Exception {
        Path file = Files.writeString(directory.resolve("a.asl.json"), "{\"States\": {}}");

        assertThat(run(file.toString()).code()).isZero();
        assertThat(run("none.json").code()).isEqualTo(2);
        assertThat(run().err()).contains("Usage:").doesNotContain("Exception");
    }

    @Test
    void holdsWhatItNeedsAndNoMore() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();

            assertThat(names)
                    .contains("META-INF/LICENSE", "META-INF/NOTICE", "dev/tasktoken/delivery/CallbackReader.class")
                    .doesNotHaveDuplicates()
                    .noneMatch(name -> name.startsWith("software/amazon"))
                    .noneMatch(name -> name.endsWith("LocalStepFunctions.class"));
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("dev.tasktoken.testkit.lint.LintCommand");
        }
    }

    private record Result(int code, String out, String err) {}

    private Result run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(List.of(args));
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int code = process.waitFor();
        return new Result(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    private static Path jar() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(file -> file.toString().endsWith("-lint.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no -lint.jar in target; package builds it"));
        }
    }
}
