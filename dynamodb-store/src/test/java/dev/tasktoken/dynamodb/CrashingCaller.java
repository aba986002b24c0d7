package dev.tasktoken.dynamodb;

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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * A process of its own that decides tasks and halts before it sends a decision. Each thread waits once its decision is
 * recorded. When all are recorded, the process halts.
 */
final class CrashingCaller {
    static final int EXIT_CODE = 77;
    static final String OUTPUT = "{\"decidedBy\":\"the crashed\"}";

    private CrashingCaller() {}

    /** Takes the addresses of DynamoDB, the table, the address of Step Functions, and the ids. */
    public static void main(String[] args) {
        CountDownLatch unrecorded = new CountDownLatch(args.length - 3);
        DynamoDbClient dynamoDb = LocalTable.client(URI.create(args[0]))
                .overrideConfiguration(client -> client.addExecutionInterceptor(new HaltOnceRecorded(unrecorded)))
                .build();
        SfnClient sfn = SfnClient.builder()
                .endpointOverride(URI.create(args[2]))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
        PendingTasks pending = PendingTasks.of(TokenResponder.of(sfn), DynamoDbTokenStore.of(dynamoDb, args[1]));
        Stream.of(args).skip(3).forEach(id -> new Thread(() -> pending.succeedJson(id, OUTPUT)).start());
    }

    /** A call that writes a decision never returns. */
    private record HaltOnceRecorded(CountDownLatch unrecorded) implements ExecutionInterceptor {
        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof PutItemRequest put
                    && RecordAttributes.textOf(put.item(), RecordAttributes.NAME)
                            .startsWith("decided-")) {
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
