package dev.tasktoken.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is deployed: all that a function needs, and no more. */
class DeployableJarIT {
    private final List<String> entries = entries();

    @Test
    void holdsTheFunctionsAndOneHttpClient() {
        assertThat(entries)
                .contains(
                        "dev/tasktoken/examples/callbackpattern/CallbackPatternHandler.class",
                        "dev/tasktoken/examples/payment/PaymentHandler.class",
                        "dev/tasktoken/examples/payment/PaymentWorker.class",
                        "dev/tasktoken/examples/integrations/QueueHandler.class",
                        "dev/tasktoken/examples/integrations/FunctionHandler.class",
                        "dev/tasktoken/examples/integrations/TopicHandler.class",
                        "dev/tasktoken/examples/external/ReturnTokenHandler.class",
                        "dev/tasktoken/examples/approval/ProcessOrderHandler.class",
                        "dev/tasktoken/examples/approval/StoreTaskTokenHandler.class",
                        "dev/tasktoken/examples/approval/CompleteOrderHandler.class",
                        "dev/tasktoken/examples/approval/OrderApiHandler.class",
                        "software/amazon/awssdk/http/urlconnection/UrlConnectionHttpClient.class",
                        "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                        "META-INF/services/software.amazon.awssdk.http.SdkHttpService");
    }

    @Test
    void holdsNothingThatOnlyTestsOrOtherClientsNeed() {
        assertThat(entries)
                .noneMatch(entry -> entry.startsWith("org/apache/hc/"))
                .noneMatch(entry -> entry.startsWith("io/netty/"))
                .noneMatch(entry -> entry.startsWith("scala/"))
                .noneMatch(entry -> entry.startsWith("org/gaul/"))
                .noneMatch(entry -> entry.startsWith("dev/tasktoken/testkit/"))
                .noneMatch(entry -> entry.endsWith("module-info.class"))
                .noneMatch(entry -> entry.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
    }

    @Test
    void isSmallEnoughToStartQuickly() throws IOException {
        assertThat(Files.size(DeployableJar.PATH)).isLessThan(17_000_000);
    }

    private static List<String> entries() {
        try (JarFile jar = new JarFile(DeployableJar.PATH.toFile())) {
            return jar.stream().map(entry -> entry.getName()).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
