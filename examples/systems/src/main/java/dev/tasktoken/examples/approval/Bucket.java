package dev.tasktoken.examples.approval;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The bucket that a deployed function keeps tokens and orders in. */
final class Bucket {
    private Bucket() {}

    static String name() {
        return Settings.variable("TOKEN_BUCKET");
    }

    /** A client from the SDK's usual places. A server that stands in for S3 has no host name for each bucket. */
    static S3Client client() {
        S3ClientBuilder builder = S3Client.builder();
        if (System.getenv("AWS_ENDPOINT_URL_S3") != null || System.getenv("AWS_ENDPOINT_URL") != null) {
            builder.forcePathStyle(true);
        }
        return builder.build();
    }
}
