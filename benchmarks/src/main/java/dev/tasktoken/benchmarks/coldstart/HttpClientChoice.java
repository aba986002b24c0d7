package dev.tasktoken.benchmarks.coldstart;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The HTTP client that a function is deployed with. The SDK takes the one it finds on the class path. */
enum HttpClientChoice {
    URL_CONNECTION("url-connection-client", "url-connection-client-.*"),
    APACHE5("apache5-client (the SDK's default)", "(apache5-client|httpclient5|httpcore5)-.*"),
    CRT("aws-crt-client", "(aws-crt|crt-core)-.*");

    private final String label;
    private final Pattern jars;

    HttpClientChoice(String label, String jars) {
        this.label = label;
        this.jars = Pattern.compile(jars);
    }

    /** What it is called in a report. */
    String label() {
        return label;
    }

    /** The class path without the jars of the other clients. */
    List<Path> only(List<Path> classPath) {
        return classPath.stream().filter(this::wants).toList();
    }

    private boolean wants(Path jar) {
        for (HttpClientChoice choice : values()) {
            if (choice != this && choice.owns(jar)) {
                return false;
            }
        }
        return true;
    }

    private boolean owns(Path jar) {
        return jars.matcher(jar.getFileName().toString()).matches();
    }
}
