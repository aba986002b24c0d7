package dev.tasktoken.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own: the deployable jar, run by nothing but the JVM. */
final class WorkerProcess implements AutoCloseable {
    private static final int SECONDS = 90;

    private final Process process;
    private final Path output;

    private WorkerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it with this library and the SDK logging at DEBUG. */
    static WorkerProcess start(Class<?> worker, LocalSystem system, URI stepFunctions, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.log.dev.tasktoken=debug",
                "-Dorg.slf4j.simpleLogger.log.software.amazon.awssdk=debug",
                "-classpath",
                DeployableJar.PATH.toAbsolutePath().toString(),
                worker.getName());
        builder.environment()
                .putAll(Map.of(
                        "QUEUE_URL",
                        system.queueUrl(),
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        "local",
                        "AWS_SECRET_ACCESS_KEY",
                        "local",
                        "AWS_ENDPOINT_URL_SQS",
                        system.queueEndpoint().toString(),
                        "AWS_ENDPOINT_URL_SFN",
                        stepFunctions.toString()));
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        return new WorkerProcess(builder.start(), output);
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL, and waits for the end. */
    void kill() {
        close();
    }

    /** Waits for the end, and returns the exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The process still runs after " + SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Waits until it has printed this. */
    void awaitOutput(String text) throws IOException {
        while (!output().contains(text)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The process ended without printing: " + text);
            }
            Thread.onSpinWait();
        }
    }

    /** What it has printed so far, to stdout and stderr. */
    String output() throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
}
