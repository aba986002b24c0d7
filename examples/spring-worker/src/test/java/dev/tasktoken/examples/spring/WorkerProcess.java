package dev.tasktoken.examples.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The example in a process of its own, with {@link HeldGateway}. */
final class WorkerProcess implements AutoCloseable {
    private static final int SECONDS = 90;
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final Process process;
    private final Path output;

    private WorkerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it and waits until it serves its health. */
    static WorkerProcess start(Path javaHome, LocalAws aws, Path folder, String... more) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                javaHome.resolve("bin/java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Daws.ec2MetadataDisabled=true",
                                "-classpath",
                                System.getProperty("java.class.path"),
                                SpringWorker.class.getName(),
                                "--server.port=0",
                                "--held.folder=" + folder,
                                "--logging.level.dev.tasktoken=debug"),
                        Stream.of(more))
                .toList();
        Path output = Files.createTempFile(folder, "worker", ".log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(aws.environment());
        WorkerProcess worker = new WorkerProcess(
                builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
        worker.awaitPort();
        return worker;
    }

    /** Gets what it serves. */
    String get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + awaitPort() + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for the end, and returns the exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The process still runs after " + SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Waits until it has printed this. */
    void awaitOutput(String text) {
        while (!output().contains(text)) {
            checkAlive(text);
        }
    }

    /** What it has printed so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String awaitPort() {
        Matcher port = PORT.matcher(output());
        while (!port.find()) {
            checkAlive("its port");
            port = PORT.matcher(output());
        }
        return port.group(1);
    }

    private void checkAlive(String expected) {
        if (!process.isAlive()) {
            throw new IllegalStateException("The process ended without printing " + expected + ":\n" + output());
        }
        Thread.onSpinWait();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
}
