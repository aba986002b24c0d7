package dev.tasktoken.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * dynalite, a DynamoDB of npm that runs on Node 20, as a process of its own on a free port. {@code npm ci} installs it
 * into {@code target} once. Without Node its tests are skipped, and one line says so; in CI they fail.
 */
final class Dynalite implements AutoCloseable {
    private static final Path SOURCES = Path.of("src/test/dynalite");
    private static final Path INSTALLED = Path.of("target/dynalite");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "server.js");

    private final Process process;
    private final URI endpoint;

    private Dynalite(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts one in memory, or skips the test. */
    static Dynalite start() {
        return start("node", "server.js");
    }

    /** Starts one with its data in a folder of its own below {@code target}, or skips the test. */
    static Dynalite onDisk() {
        return start("node", "server.js", "data-" + UUID.randomUUID());
    }

    private static Dynalite start(String... command) {
        Optional<String> missing = install();
        missing.ifPresent(Dynalite::skip);
        try {
            Process process = command(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader printed = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            String port = printed.readLine();
            return new Dynalite(process, URI.create("http://127.0.0.1:" + Integer.parseInt(port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what is missing; empty if dynalite is installed. */
    private static synchronized Optional<String> install() {
        if (Files.exists(INSTALLED.resolve("installed"))) {
            return run("node", "--version");
        }
        try {
            Files.createDirectories(INSTALLED);
            for (String file : FILES) {
                Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            Optional<String> missing = run("node", "--version").or(() -> run(npm()));
            if (missing.isEmpty()) {
                Files.writeString(INSTALLED.resolve("installed"), "");
            }
            return missing;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] npm() {
        boolean isWindows = System.getProperty("os.name").startsWith("Windows");
        return new String[] {
            isWindows ? "npm.cmd" : "npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"
        };
    }

    /** Returns why a command does not run; empty if it does. */
    private static Optional<String> run(String... command) {
        try {
            Process process = command(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            int code = process.waitFor();
            return code == 0 ? Optional.empty() : Optional.of(String.join(" ", command) + " failed: " + printed);
        } catch (IOException e) {
            return Optional.of(command[0] + " is not installed");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProcessBuilder command(String... command) {
        return new ProcessBuilder(new ArrayList<>(List.of(command))).directory(INSTALLED.toFile());
    }

    private static void skip(String missing) {
        String message = "SKIPPED: the tests on DynamoDB need Node 20 or newer and npm: " + missing;
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(message);
        }
        System.err.println(message);
        Assumptions.abort(message);
    }
}
