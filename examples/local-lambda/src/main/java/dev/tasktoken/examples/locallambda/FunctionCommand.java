package dev.tasktoken.examples.locallambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a function is started.
 *
 * @param jvm the JDK's launcher with its options, and before it what starts the launcher
 * @param jars the function's jars; those of the runtime client are added
 * @param handler the class with the method {@code handleRequest}
 * @param settings more of the environment, for instance addresses of services
 */
public record FunctionCommand(List<String> jvm, List<Path> jars, String handler, Map<String, String> settings) {
    /** Copies. */
    public FunctionCommand {
        jvm = List.copyOf(jvm);
        jars = List.copyOf(jars);
        settings = Map.copyOf(settings);
    }

    List<String> line() {
        List<String> line = new ArrayList<>(jvm);
        line.addAll(List.of("-cp", classPath(), AWSLambda.class.getName(), method()));
        return line;
    }

    /** All that the process sees, as in Lambda's Java 17 runtime. */
    Map<String, String> environment(LocalRuntimeApi api) {
        Map<String, String> environment = new HashMap<>(Map.ofEntries(
                Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"),
                Map.entry("AWS_LAMBDA_RUNTIME_API", api.hostAndPort()),
                Map.entry("_HANDLER", method()),
                Map.entry("LAMBDA_TASK_ROOT", "/var/task"),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java17"),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", "local"),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/local"),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local")));
        environment.putAll(settings);
        return environment;
    }

    private String method() {
        return handler + "::handleRequest";
    }

    private String classPath() {
        Stream<Path> runtime = Stream.of(AWSLambda.class, PojoSerializer.class).map(FunctionCommand::jarOf);
        return Stream.concat(jars.stream(), runtime)
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
}
