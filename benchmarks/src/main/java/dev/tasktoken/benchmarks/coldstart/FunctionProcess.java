package dev.tasktoken.benchmarks.coldstart;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A function in a process of its own, run by Lambda's Java runtime client with the flags that Lambda gives it. */
final class FunctionProcess implements AutoCloseable {
    /** Sharing of the JDK's own classes is on anyhow, and naming it would forbid an AOT cache. */
    private static final List<String> LAMBDAS_OWN =
            List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final CompletableFuture<Void> end;

    private FunctionProcess(Process process, CompletableFuture<Void> end) {
        this.process = process;
        this.end = end;
    }

    static FunctionProcess start(DeployedFunction function, Surroundings surroundings, LocalLambda lambda, Path output)
            throws IOException {
        List<String> command = new ArrayList<>(surroundings.launcher());
        command.add(surroundings.java().toString());
        command.addAll(LAMBDAS_OWN);
        command.addAll(surroundings.options());
        command.addAll(List.of("-cp", classPath(function), AWSLambda.class.getName(), handler(function)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment(function, lambda));
        builder.environment()
                .put("AWS_LAMBDA_INITIALIZATION_TYPE", surroundings.isSnapStart() ? "snap-start" : "on-demand");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new FunctionProcess(
                process, process.onExit().thenAccept(ended -> lambda.processEnded(ended.exitValue())));
    }

    /** The processor time it has used so far, in steps of 10 ms. */
    double cpuMillis() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    /** Ends it as Lambda does, so that it can still write what it has to at its end. */
    void stop() throws InterruptedException, IOException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("The function's process does not end");
        }
    }

    private static String handler(DeployedFunction function) {
        return function.handler() + "::handleRequest";
    }

    /** The function's jars; the runtime client's are the runtime's. */
    private static String classPath(DeployedFunction function) {
        Stream<Path> runtime = Stream.of(AWSLambda.class, PojoSerializer.class).map(FunctionProcess::jarOf);
        return Stream.concat(function.jars().stream(), runtime)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> environment(DeployedFunction function, LocalLambda lambda) {
        return Map.ofEntries(
                Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"),
                Map.entry("AWS_LAMBDA_RUNTIME_API", lambda.hostAndPort()),
                Map.entry("AWS_ENDPOINT_URL_SFN", "http://" + lambda.hostAndPort()),
                Map.entry("_HANDLER", handler(function)),
                Map.entry("LAMBDA_TASK_ROOT", "/var/task"),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java17"),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", "local"),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/local"),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        end.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
