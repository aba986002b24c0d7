package dev.tasktoken.sns;

import dev.tasktoken.sns.UntrustedNotificationException.Reason;
import java.io.ByteArrayInputStream;
import java.net.URI;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Fetches the certificates for AWS's message manager with the client of this package. So the adapter needs none of the
 * SDK's HTTP clients, and it can distinguish a network failure from a wrong certificate.
 */
final class CertificateClient implements SdkHttpClient {
    private static final int TOO_MANY_REQUESTS = 429;

    private final SnsClient client;

    CertificateClient(SnsClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        URI uri = request.httpRequest().getUri();
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder().statusCode(200).build())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(certificate(uri))))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    private byte[] certificate(URI uri) {
        try {
            return client.get(uri, "the request for a certificate");
        } catch (SnsCallFailedException e) {
            int status = e.statusCode().orElse(0);
            if (status / 100 == 4 && status != TOO_MANY_REQUESTS) {
                throw new UntrustedNotificationException(
                        Reason.SIGNATURE, "SNS does not have the certificate that the message names (" + status + ")");
            }
            throw e;
        }
    }

    @Override
    public void close() {}
}
