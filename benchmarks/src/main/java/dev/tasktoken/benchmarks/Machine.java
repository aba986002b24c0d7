package dev.tasktoken.benchmarks;

import com.fasterxml.jackson.core.json.PackageVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import software.amazon.awssdk.core.util.VersionInfo;

/** What the figures were measured on and with. */
public final class Machine {
    private Machine() {}

    /**
     * Describes it.
     *
     * @param libraries names and versions of those that took part, beside Jackson and the SDK
     * @return a line of Markdown
     */
    public static String describe(String... libraries) {
        String versions = libraries.length == 0 ? "" : ", " + String.join(", ", libraries);
        return "Measured on " + LocalDate.now(ZoneOffset.UTC) + ": " + processor() + ", "
                + Runtime.getRuntime().availableProcessors() + " CPUs, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + "; " + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.vm.version") + "; Jackson " + PackageVersion.VERSION + ", AWS SDK "
                + VersionInfo.SDK_VERSION + versions + ".";
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
