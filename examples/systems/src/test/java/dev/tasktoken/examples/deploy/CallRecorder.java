package dev.tasktoken.examples.deploy;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Makes each handler clients of its own and keeps what they are called for. */
final class CallRecorder {
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private final Map<Class<?>, Set<Grant>> calls = new ConcurrentHashMap<>();

    SfnClient sfn(Class<?> handler, URI endpoint) {
        return SfnClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .overrideConfiguration(recording(handler, "sfn"))
                .build();
    }

    S3Client s3(Class<?> handler, URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .overrideConfiguration(recording(handler, "s3"))
                .build();
    }

    /** The actions that a handler's calls took, and on what: buckets, state machines and executions by their names. */
    Set<Grant> of(Class<?> handler) {
        return calls.getOrDefault(handler, Set.of());
    }

    private ClientOverrideConfiguration recording(Class<?> handler, String service) {
        return ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                        record(handler, service, context.request());
                    }
                })
                .build();
    }

    private void record(Class<?> handler, String service, SdkRequest request) {
        String operation = request.getClass().getSimpleName().replaceFirst("Request$", "");
        for (String action : SdkCalls.actionsOf(service, operation)) {
            calls.computeIfAbsent(handler, first -> ConcurrentHashMap.newKeySet())
                    .add(new Grant(action, resource(action, request)));
        }
    }

    private static String resource(String action, SdkRequest request) {
        String bucket = request.getValueForField("Bucket", String.class).orElse("");
        String key = request.getValueForField("Key", String.class).orElse("");
        if (!bucket.isEmpty()) {
            return key.isEmpty() || action.equals("s3:ListBucket") ? bucket : bucket + "/" + key;
        }
        return request.getValueForField("stateMachineArn", String.class)
                .or(() -> request.getValueForField("executionArn", String.class))
                .orElse("*");
    }
}
