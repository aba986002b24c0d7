package dev.tasktoken.examples.approval;

import java.net.URI;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3Proxy in this JVM, with one bucket. */
public final class LocalBucket implements AutoCloseable {
    public static final String NAME = "order-approval";
    private static final String KEY = "local";

    private final S3Proxy server;
    private final S3Client client;

    public LocalBucket() throws Exception {
        server = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY, KEY)
                .build();
        server.start();
        client = S3Client.builder()
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
                .build();
        client.createBucket(b -> b.bucket(NAME));
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + server.getPort());
    }

    S3Client client() {
        return client;
    }

    List<String> keys() {
        return client.listObjectsV2(l -> l.bucket(NAME)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** From now on nobody answers. */
    void goDown() {
        try {
            server.stop();
        } catch (Exception e) { // that is how the method is declared
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        goDown();
    }
}
