package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whoever extends a stream handler may leave {@code aws-lambda-java-events} out of the function's jar. */
class WithoutEventsLibraryTest {
    @Test
    void streamHandlersNeedNoEventClasses() throws Exception {
        try (URLClassLoader loader = withoutEvents()) {
            Supplier<?> functions = (Supplier<?>) loader.loadClass(StreamFunctions.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();

            assertThat(functions.get())
                    .hasToString("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-2\"}]} null: 2 answers");
            assertThatThrownBy(() -> loader.loadClass(SQSEvent.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    private static URLClassLoader withoutEvents() {
        URL[] jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("aws-lambda-java-events"))
                .map(WithoutEventsLibraryTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
