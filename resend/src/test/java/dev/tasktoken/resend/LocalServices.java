package dev.tasktoken.resend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The APIs of SNS and Lambda over HTTP, for the SDK's own clients: before the topics and functions of the testkit. */
final class LocalServices implements AutoCloseable {
    private static final String PUBLISHED = """
            <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
              <PublishResult><MessageId>m-1</MessageId></PublishResult>
              <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
            </PublishResponse>""";

    private static final String PUBLISH = """
            {"StartAt": "Publish", "States": {"Publish": {
                "Type": "Task", "Resource": "arn:aws:states:::sns:publish",
                "Parameters": {
                    "TopicArn.$": "$.TopicArn", "Message.$": "$.Message",
                    "MessageAttributes.$": "$.MessageAttributes"},
                "End": true}}}""";

    private static final String INVOKE = """
            {"StartAt": "Invoke", "States": {"Invoke": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName.$": "$.name", "InvocationType.$": "$.type", "Payload.$": "$.payload"},
                "End": true}}}""";

    private final LocalStepFunctions stepFunctions;
    private final String publish;
    private final String invoke;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<ReceivedCall> calls = new CopyOnWriteArrayList<>();
    private final SnsClient sns;
    private final LambdaClient lambda;

    LocalServices(LocalStepFunctions stepFunctions) {
        this.stepFunctions = stepFunctions;
        publish = stepFunctions.createStateMachine(PUBLISH);
        invoke = stepFunctions.createStateMachine(INVOKE);
        server = server();
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, call -> publish(exchange, call)));
        server.createContext("/2015-03-31/functions/", exchange -> answer(exchange, call -> invoke(exchange, call)));
        server.start();
        sns = local(SnsClient.builder(), Region.US_EAST_1);
        lambda = lambda(Region.US_EAST_1);
    }

    private interface Answer {
        void send(ReceivedCall call) throws IOException;
    }

    SnsClient sns() {
        return sns;
    }

    LambdaClient lambda() {
        return lambda;
    }

    /** The calls so far, oldest first. */
    List<ReceivedCall> calls() {
        return calls;
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            ReceivedCall call = ReceivedCall.of(exchange);
            calls.add(call);
            answer.send(call);
        }
    }

    private void publish(HttpExchange exchange, ReceivedCall call) throws IOException {
        Map<String, String> form = call.form();
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (int i = 1; form.containsKey("MessageAttributes.entry." + i + ".Name"); i++) {
            String entry = "MessageAttributes.entry." + i;
            attributes.put(
                    form.getOrDefault(entry + ".Name", ""),
                    Map.of(
                            "DataType", form.getOrDefault(entry + ".Value.DataType", ""),
                            "StringValue", form.getOrDefault(entry + ".Value.StringValue", "")));
        }
        boolean published = run(
                        publish,
                        Map.of(
                                "TopicArn", form.getOrDefault("TopicArn", ""),
                                "Message", form.getOrDefault("Message", ""),
                                "MessageAttributes", attributes))
                .succeeded();
        send(exchange, published ? 200 : 404, PUBLISHED);
    }

    private void invoke(HttpExchange exchange, ReceivedCall call) throws IOException {
        String name = call.path().split("/", -1)[3];
        String type = call.headers().getOrDefault("x-amz-invocation-type", "RequestResponse");
        LocalExecution run =
                run(invoke, "{\"name\": \"%s\", \"type\": \"%s\", \"payload\": %s}".formatted(name, type, call.body()));
        exchange.getResponseHeaders().add("x-amzn-RequestId", "r-1");
        if (!run.succeeded()) {
            exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
        }
        send(exchange, type.equals("Event") ? 202 : 200, "null");
    }

    private LocalExecution run(String machine, Object input) {
        return stepFunctions.startExecution(machine, input).await();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** A client of that Region, which the caller closes; the functions are the same in all. */
    LambdaClient lambda(Region region) {
        return local(LambdaClient.builder(), region);
    }

    private <B extends AwsClientBuilder<B, C>, C> C local(B builder, Region region) {
        return builder.endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .build();
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sns.close();
        lambda.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
