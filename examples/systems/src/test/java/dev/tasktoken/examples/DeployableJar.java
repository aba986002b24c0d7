package dev.tasktoken.examples;

import dev.tasktoken.examples.locallambda.FunctionCommand;
import dev.tasktoken.examples.locallambda.FunctionProcess;
import dev.tasktoken.examples.locallambda.LocalRuntimeApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The jar that is deployed, with all functions and nothing else on the class path. */
final class DeployableJar {
    static final Path PATH = Path.of("target", "tasktoken-systems.jar");

    private DeployableJar() {}

    /** Starts one of its functions, with this library and the SDK logging at DEBUG. */
    static FunctionProcess start(Class<?> handler, LocalRuntimeApi api, Map<String, String> settings, Path output)
            throws IOException {
        List<String> jvm = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.log.dev.tasktoken=debug",
                "-Dorg.slf4j.simpleLogger.log.software.amazon.awssdk=debug");
        FunctionCommand command = new FunctionCommand(jvm, List.of(PATH), handler.getName(), settings);
        return FunctionProcess.start(command, api, output);
    }
}
