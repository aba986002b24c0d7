package dev.tasktoken.examples;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A function in a process of its own: the deployable jar, run by Lambda's Java runtime client. */
final class FunctionProcess implements AutoCloseable {
    static final Path JAR = Path.of("target", "tasktoken-systems.jar");

    private final Process process;
    private final CompletableFuture<Void> end;
    private final Path output;

    private FunctionProcess(Process process, CompletableFuture<Void> end, Path output) {
        this.process = process;
        this.end = end;
        this.output = output;
    }

    /** Starts it with this library and the SDK logging at DEBUG. */
    static FunctionProcess start(Class<?> handler, LocalRuntimeApi api, URI stepFunctions, Path output)
            throws IOException {
        return start(handler, api, Map.of("AWS_ENDPOINT_URL_SFN", stepFunctions.toString()), output);
    }

    /** Starts it with settings of its own, in its environment. */
    static FunctionProcess start(Class<?> handler, LocalRuntimeApi api, Map<String, String> settings, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.log.dev.tasktoken=debug",
                "-Dorg.slf4j.simpleLogger.log.software.amazon.awssdk=debug",
                "-classpath",
                classPath(),
                AWSLambda.class.getName(),
                handler.getName() + "::handleRequest");
        builder.environment().putAll(environment(handler, api));
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = builder.start();
        return new FunctionProcess(
                process, process.onExit().thenAccept(ended -> api.processEnded(ended.exitValue())), output);
    }

    /** What it has printed so far, to stdout and stderr. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** The deployable jar and nothing else of ours; the runtime client's jars are the runtime's. */
    private static String classPath() {
        Stream<Path> runtime = Stream.of(AWSLambda.class, PojoSerializer.class).map(FunctionProcess::jarOf);
        return Stream.concat(Stream.of(JAR), runtime)
                .map(jar -> jar.toAbsolutePath().toString())
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

    private static Map<String, String> environment(Class<?> handler, LocalRuntimeApi api) {
        return Map.ofEntries(
                Map.entry("AWS_LAMBDA_RUNTIME_API", api.hostAndPort()),
                Map.entry("_HANDLER", handler.getName() + "::handleRequest"),
                Map.entry("LAMBDA_TASK_ROOT", Path.of("target").toAbsolutePath().toString()),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java17"),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", "local"),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/local"),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
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
