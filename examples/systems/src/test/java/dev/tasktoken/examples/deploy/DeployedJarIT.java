package dev.tasktoken.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar that the templates deploy. */
class DeployedJarIT {
    private static final Path JAR = Path.of("target", "tasktoken-systems.jar");

    /** What a function's code may have when it is unpacked (Lambda's quotas): 250 MB. */
    private static final long MOST_UNPACKED = 250L * 1024 * 1024;

    static Stream<Function> functions() {
        return Template.all().flatMap(template -> template.functions().stream());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void isWhatTheFunctionDeploysAndHoldsItsHandler(Function function) throws IOException {
        Path code = function.template().file(function.property("CodeUri").asText());

        assertThat(Files.isSameFile(code, JAR)).isTrue();
        try (JarFile jar = new JarFile(code.toFile())) {
            assertThat(jar.getEntry(function.handler().getName().replace('.', '/') + ".class"))
                    .isNotNull();
        }
    }

    @Test
    void fitsIntoAFunction() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            long unpacked = jar.stream().mapToLong(ZipEntry::getSize).sum();

            System.out.printf("%s: %,d bytes, unpacked %,d%n", JAR, Files.size(JAR), unpacked);
            assertThat(unpacked).isLessThan(MOST_UNPACKED);
        }
    }
}
