package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.TaskHandler;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** What "again" comes to in a workflow, by the invocation type that its definition chose. */
class InvocationTypesIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());
    private final AtomicInteger works = new AtomicInteger();

    @AfterEach
    void close() {
        stepFunctions.close();
    }

    /** Asks for redelivery so often, then answers 42. */
    private static TaskHandler<String> readyAfter(int redeliveries, AtomicInteger works) {
        return (payload, task) -> {
            if (works.incrementAndGet() <= redeliveries) {
                throw new RedeliveryRequestedException("not yet");
            }
            return 42;
        };
    }

    private String start(TaskHandler<String> handler, String more) {
        CallbackStreamHandler function =
                new CallbackStreamHandler(CallbackProcessor.of(responder, String.class, handler)) {};
        stepFunctions.functions().register("work", payload -> {
            ByteArrayOutputStream result = new ByteArrayOutputStream();
            function.handleRequest(
                    new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
                    result,
                    LambdaContext.of("orders"));
            return result.toString(StandardCharsets.UTF_8);
        });
        String definition = ("{'StartAt':'S','States':{'S':{'Type':'Task','End':true,"
                        + "'Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken'," + more + "}}}")
                .replace('\'', '"');
        String machine = stepFunctions
                .client()
                .createStateMachine(m ->
                        m.name("m").roleArn("arn:aws:iam::123456789012:role/r").definition(definition))
                .stateMachineArn();
        return stepFunctions
                .client()
                .startExecution(e -> e.stateMachineArn(machine).input("{}"))
                .executionArn();
    }

    private static String parameters(String invocationType) {
        return "'Parameters':{'FunctionName':'work','InvocationType':'" + invocationType
                + "','Payload':{'TaskToken.$':'$$.Task.Token'}}";
    }

    @Test
    void requestResponseFailsTheStateUnderANameThatRetryCanMatch() {
        String failed = start(readyAfter(1, works), parameters("RequestResponse"));

        LocalExecution ended = stepFunctions.awaitExecution(failed, SOON);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).isEqualTo(Optional.of("dev.tasktoken.processor.RedeliveryRequestedException"));
    }

    @Test
    void requestResponseIsRetriedByTheDefinition() {
        String retried = start(
                readyAfter(1, works),
                parameters("RequestResponse")
                        + ",'Retry':[{'ErrorEquals':['dev.tasktoken.processor.RedeliveryRequestedException'],'IntervalSeconds':5}]");

        stepFunctions.clock().advance(Duration.ZERO);
        stepFunctions.clock().advance(Duration.ofSeconds(6));

        assertThat(stepFunctions.awaitExecution(retried, SOON).output()).isEqualTo(Optional.of("42"));
        assertThat(works).hasValue(2);
    }

    @Test
    void eventIsRetriedTwiceByLambda() {
        String execution = start(readyAfter(2, works), parameters("Event"));

        stepFunctions.clock().advance(Duration.ZERO);
        stepFunctions.clock().advance(Duration.ofSeconds(61));
        stepFunctions.clock().advance(Duration.ofSeconds(121));

        assertThat(stepFunctions.awaitExecution(execution, SOON).output()).isEqualTo(Optional.of("42"));
        assertThat(works).hasValue(3);
    }
}
