package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What an application prints that does not start. The guide quotes it. */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalyzersTest {
    private static final String[] LOCAL = {
        "--spring.cloud.aws.region.static=us-east-1",
        "--spring.cloud.aws.credentials.access-key=local",
        "--spring.cloud.aws.credentials.secret-key=local"
    };

    private static final String WITHOUT_DATABASE =
            "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    static class Charging {
        @TaskTokenListener(queue = "payments")
        void charge(Listening.Order order) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Wrong {
        @TaskTokenListener(queue = "payments")
        void charge(Listening.Order order, String customer) {}
    }

    /** Refuses to look a queue up. */
    private record Refusing(RuntimeException refusal) implements SqsClient {
        @Override
        public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
            throw refusal;
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class MissingQueue {
        @Bean
        SqsClient client() {
            return new Refusing(QueueDoesNotExistException.builder().build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MissingPermission {
        @Bean
        SqsClient client() {
            return new Refusing(SqsException.builder()
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("AccessDeniedException")
                            .build())
                    .build());
        }
    }

    @Test
    void namesTheQueueThatDoesNotExist(CapturedOutput output) throws IOException {
        assertThat(printed(output, MissingQueue.class, LOCAL))
                .contains(
                        "The queue \"payments\", which the @TaskTokenListener Charging.charge polls, does not exist in"
                                + " this account and Region.");
    }

    @Test
    void namesTheMissingPermission(CapturedOutput output) throws IOException {
        assertThat(printed(output, MissingPermission.class, LOCAL))
                .contains("The queue \"payments\", which the @TaskTokenListener Charging.charge polls, cannot be looked"
                        + " up: the permission sqs:GetQueueUrl is missing.");
    }

    @Test
    void saysThatTheQueueCannotBeReached(CapturedOutput output) throws IOException {
        String[] nowhere = {
            LOCAL[0], LOCAL[1], LOCAL[2], "--spring.cloud.aws.endpoint=" + URI.create("http://localhost:1")
        };

        assertThat(printed(output, Charging.class, nowhere)).contains("cannot be reached: ");
    }

    @Test
    void namesTheMissingRegion(CapturedOutput output) throws IOException {
        assertThat(printed(output, Charging.class))
                .contains("No AWS Region is configured, so the clients of Step Functions and SQS cannot be made.");
    }

    @Test
    void namesTheMethodThatCannotBeUsed(CapturedOutput output) throws IOException {
        assertThat(printed(output, Wrong.class, LOCAL))
                .contains(
                        "The listener Wrong.charge has 2 parameters beside CallbackTask, but a message has one payload.");
    }

    @Test
    void namesWhatAStoreNeeds(CapturedOutput output) throws IOException {
        assertThat(printed(output, Charging.class, with("--tasktoken.pending.store=jdbc", WITHOUT_DATABASE)))
                .contains("tasktoken.pending.store=jdbc needs one DataSource, or one that is primary.");
    }

    @Test
    void namesTheTableThatDoesNotExist(CapturedOutput output) throws IOException {
        try (LocalDynamoDb local = new LocalDynamoDb(400, StoresByPropertyTest.NO_TABLE)) {
            String[] arguments = with(
                    "--tasktoken.pending.store=dynamodb",
                    "--tasktoken.pending.dynamodb.table=waiting",
                    "--spring.cloud.aws.endpoint=" + local.endpoint());

            assertThat(printed(output, Charging.class, arguments))
                    .contains("tasktoken.pending.store=dynamodb cannot be used: ");
        }
    }

    private static String[] with(String... more) {
        return Stream.concat(Stream.of(LOCAL), Stream.of(more)).toArray(String[]::new);
    }

    /** Starts an application and returns what it printed, after a look whether the guide quotes it. */
    private static String printed(CapturedOutput output, Class<?> configuration, String... arguments)
            throws IOException {
        SpringApplicationBuilder application = new SpringApplicationBuilder(
                        Application.class, Charging.class, configuration)
                .web(WebApplicationType.NONE);
        assertThatThrownBy(() -> application.run(arguments)).isNotNull();
        String report = output.getAll().substring(output.getAll().indexOf("APPLICATION FAILED TO START"));
        assertThat(Files.readString(Path.of("../docs/spring-boot.md")).replaceAll("\\s+", " "))
                .contains(report.lines()
                        .filter(line -> line.endsWith("."))
                        .map(line -> line.replaceFirst("cannot be (reached|used): .*", "cannot be $1: "))
                        .toList());
        return report;
    }
}
