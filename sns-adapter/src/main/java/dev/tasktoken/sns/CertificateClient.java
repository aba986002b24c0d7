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
 * Lets AWS's message manager fetch its certificates through our own client: so none of the SDK's HTTP clients is
 * needed, and a network that fails can be told from a certificate that is wrong.
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
                        Reason.SIGNATURE, "The message names a certificate that SNS does not have (" + status + ")");
            }
            throw e;
        }
    }

    @Override
    public void close() {}
}
