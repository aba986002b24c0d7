package dev.tasktoken.s3;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.PendingTasks;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * A process of its own that decides tasks and halts before it sends a decision. Each thread waits once its decision is
 * recorded. When all are recorded, the process halts.
 */
final class CrashingCaller {
    static final int EXIT_CODE = 77;
    static final String OUTPUT = "{\"decidedBy\":\"the crashed\"}";

    private CrashingCaller() {}

    /** Takes the addresses of S3 and of Step Functions, and the ids. */
    public static void main(String[] args) {
        CountDownLatch unrecorded = new CountDownLatch(args.length - 2);
        S3Client s3 = LocalS3.client(URI.create(args[0]))
                .overrideConfiguration(client -> client.addExecutionInterceptor(new HaltOnceRecorded(unrecorded)))
                .build();
        SfnClient sfn = SfnClient.builder()
                .endpointOverride(URI.create(args[1]))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
        PendingTasks pending = PendingTasks.of(TokenResponder.of(sfn), S3TokenStore.of(s3, LocalS3.BUCKET));
        Stream.of(args).skip(2).forEach(id -> new Thread(() -> pending.succeedJson(id, OUTPUT)).start());
    }

    /** A call that writes a decision never returns. */
    private record HaltOnceRecorded(CountDownLatch unrecorded) implements ExecutionInterceptor {
        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof PutObjectRequest put && put.key().contains("/decided-")) {
                unrecorded.countDown();
                haltWhenAllAreRecorded();
            }
        }

        private void haltWhenAllAreRecorded() {
            try {
                unrecorded.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
