package dev.tasktoken.examples.locallambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A function in a process of its own, run by Lambda's Java runtime client. Closing it kills the process. */
public final class FunctionProcess implements AutoCloseable {
    private final Process process;
    private final CompletableFuture<Void> end;
    private final Path output;

    private FunctionProcess(Process process, CompletableFuture<Void> end, Path output) {
        this.process = process;
        this.end = end;
        this.output = output;
    }

    /**
     * Starts a function. It sees nothing of this process's environment.
     *
     * @param command what to start
     * @param api where the process gets its events
     * @param output the file that gets what the process prints, to stdout and stderr
     * @return the process
     * @throws IOException if it cannot be started
     */
    public static FunctionProcess start(FunctionCommand command, LocalRuntimeApi api, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.line());
        builder.environment().clear();
        builder.environment().putAll(command.environment(api));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        CompletableFuture<Void> end = process.onExit().thenAccept(ended -> api.processEnded(ended.exitValue()));
        return new FunctionProcess(process, end, output);
    }

    /**
     * Returns what it has printed so far.
     *
     * @return the output
     * @throws IOException if the file cannot be read
     */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /**
     * Returns the processor time that it has used so far, in steps of 10 ms.
     *
     * @return milliseconds
     */
    public double cpuMillis() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    /**
     * Ends it as Lambda does, so that it can still write what it has to at its end.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws IOException if it still runs after 60 s
     */
    public void stop() throws InterruptedException, IOException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("The function's process does not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        end.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
