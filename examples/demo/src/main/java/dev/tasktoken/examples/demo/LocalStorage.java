package dev.tasktoken.examples.demo;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** S3Proxy in this JVM, its objects in memory, and a client of it. */
final class LocalStorage implements AutoCloseable {
    private static final String KEY = "local";

    private final S3Proxy server;
    private final S3Client client;

    private LocalStorage(S3Proxy server) {
        this.server = server;
        this.client = S3Client.builder()
                .endpointOverride(URI.create("http://localhost:" + server.getPort()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
                .build();
    }

    static LocalStorage start() throws Exception {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY, KEY)
                .build();
        server.start();
        return new LocalStorage(server);
    }

    S3Client client() {
        return client;
    }

    void createBucket(String name) {
        client.createBucket(b -> b.bucket(name));
    }

    /** Returns the number of objects with a prefix. */
    int count(String bucket, String prefix) {
        return (int) client.listObjectsV2Paginator(l -> l.bucket(bucket).prefix(prefix)).contents().stream()
                .count();
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception e) { // the method declares it
            throw new IllegalStateException(e);
        }
    }
}
