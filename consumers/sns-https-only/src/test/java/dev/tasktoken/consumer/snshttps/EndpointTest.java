package dev.tasktoken.consumer.snshttps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.sns.SnsNotifications;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The adapter's own tests post what is really signed; this one is about what is on the class path. */
class EndpointTest {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:orders";

    private final OneTask task = new OneTask();

    @Test
    void worksWithoutLambdasLibraries() throws IOException {
        Endpoint endpoint = endpoint(unusedPort());

        assertThat(post(endpoint, notification("arn:aws:sns:eu-central-1:123456789012:others"), "Notification"))
                .isEqualTo(403);
        assertThat(post(endpoint, notification(TOPIC), "Notification")).isEqualTo(503);
        assertThat(post(endpoint, "{}", null)).isEqualTo(403);
        assertThat(task.outputs).isEmpty();
    }

    @Test
    void doesNotHaveLambdasLibraries() {
        assertThatThrownBy(() -> Class.forName("com.amazonaws.services.lambda.runtime.events.SNSEvent"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static int post(Endpoint endpoint, String body, @Nullable String messageType) {
        return endpoint.post(body.getBytes(StandardCharsets.UTF_8), messageType);
    }

    /** An endpoint whose way to SNS ends at a proxy that is not there. */
    private Endpoint endpoint(int proxy) {
        HttpClient offline = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy)))
                .build();
        return new Endpoint(
                TokenResponder.builder().client(task).build(),
                SnsNotifications.builder().topic(TOPIC).httpClient(offline).build());
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String notification(String topic) {
        return """
                {"Type":"Notification","MessageId":"m-1","TopicArn":"%s","Message":"{}",\
                "Timestamp":"2026-01-01T00:00:00.000Z","SignatureVersion":"2","Signature":"c2lnbmF0dXJl",\
                "SigningCertURL":"https://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem"}\
                """.formatted(topic);
    }
}
