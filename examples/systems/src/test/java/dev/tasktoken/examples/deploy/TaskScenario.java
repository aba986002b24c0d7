package dev.tasktoken.examples.deploy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Handlers that answer the token they are given: each gets one that it answers, one that fails, and each again. */
final class TaskScenario implements AutoCloseable {
    private static final String DEFINITION = """
            {"StartAt": "Wait", "States": {"Wait": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {"FunctionName": "taken", "Payload": {"token.$": "$$.Task.Token"}},
              "End": true}}}""";
    private static final String BODY = "{\"orderId\": \"0001\", \"creditCardNumber\": \"%s\", \"TaskToken\": \"%s\"}";

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final CallRecorder recorder;
    private final String machineArn;

    TaskScenario(CallRecorder recorder) {
        this.recorder = recorder;
        stepFunctions.functions().register("taken", payload -> "null");
        machineArn = stepFunctions.createStateMachine(DEFINITION);
    }

    /** Whether a handler is made with nothing but what answers. */
    static boolean fits(Class<?> handler) {
        return ofAResponder(handler).isPresent();
    }

    private static Optional<Constructor<?>> ofAResponder(Class<?> handler) {
        return Stream.of(handler.getConstructors())
                .filter(constructor -> constructor.getParameterCount() == 1
                        && constructor.getParameterTypes()[0].isAssignableFrom(TokenResponder.class))
                .findAny();
    }

    void run(Class<?> type) throws Exception {
        try (SfnClient client = recorder.sfn(type, stepFunctions.endpoint())) {
            Object handler = ofAResponder(type).orElseThrow().newInstance(TokenResponder.of(client));
            for (String card : List.of("4111111111111111", "4111111111111112")) {
                stepFunctions.startExecution(machineArn, Map.of());
                String body = BODY.formatted(card, stepFunctions.awaitOpenTask());
                invoke(handler, body);
                invoke(handler, body);
            }
        }
        if (!stepFunctions.openTokens().isEmpty()) {
            throw new AssertionError(type + " left a task open");
        }
    }

    @SuppressWarnings("NullAway") // the handlers take a context that is unknown
    private static void invoke(Object handler, String body) throws Exception {
        if (handler instanceof RequestStreamHandler stream) {
            stream.handleRequest(
                    new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                    OutputStream.nullOutputStream(),
                    null);
        } else {
            Method method = handleRequest(handler.getClass());
            Object event = method.getParameterTypes()[0] == SQSEvent.class ? sqsEvent(body) : snsEvent(body);
            method.invoke(handler, event, null);
        }
    }

    private static Method handleRequest(Class<?> handler) {
        return Stream.of(handler.getMethods())
                .filter(method -> method.getName().equals("handleRequest") && !method.isBridge())
                .filter(method -> method.getParameterTypes()[1] == Context.class)
                .findFirst()
                .orElseThrow(() -> new AssertionError(handler + " is no " + RequestHandler.class));
    }

    private static SQSEvent sqsEvent(String body) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("1");
        message.setBody(body);
        message.setAttributes(Map.of("ApproximateReceiveCount", "2"));
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        return event;
    }

    private static SNSEvent snsEvent(String body) {
        SNSEvent.SNSRecord message = new SNSEvent.SNSRecord();
        message.setSns(new SNSEvent.SNS().withMessage(body).withMessageId("1"));
        return new SNSEvent().withRecords(List.of(message));
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}
