package dev.tasktoken.benchmarks.coldstart;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A function as it is deployed: its handler, and its jars side by side as in the {@code lib} folder of a zip. */
record DeployedFunction(String name, String handler, List<Path> jars) {
    private static final String EXAMPLE = "dev.tasktoken.examples.payment.PaymentHandler";
    private static final String BY_HAND = "dev.tasktoken.benchmarks.byhand.PaymentHandler";

    DeployedFunction {
        jars = List.copyOf(jars);
    }

    /** The example's function, with this library. */
    static DeployedFunction withLibrary(Path functions, HttpClientChoice client) throws IOException {
        return in(functions.resolve("library"), "tasktoken", EXAMPLE, client);
    }

    /** The same function, without it. */
    static DeployedFunction byHand(Path functions, HttpClientChoice client) throws IOException {
        return in(functions.resolve("by-hand"), "by hand", BY_HAND, client);
    }

    /** Another handler of the same jars. */
    DeployedFunction handledBy(String name, String handler) {
        return new DeployedFunction(name, handler, jars);
    }

    /** How much there is to download and open. */
    long bytes() throws IOException {
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        return bytes;
    }

    private static DeployedFunction in(Path module, String name, String handler, HttpClientChoice client)
            throws IOException {
        Path target = module.resolve("target");
        List<Path> jars = new ArrayList<>(List.of(ownJar(target)));
        String dependencies = Files.readString(target.resolve("classpath.txt")).strip();
        Stream.of(dependencies.split(File.pathSeparator)).map(Path::of).forEach(jars::add);
        return new DeployedFunction(name, handler, client.only(jars));
    }

    private static Path ownJar(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findAny()
                    .orElseThrow(() -> new IOException("Nothing was packaged in " + target))
                    .toAbsolutePath();
        }
    }
}
