package dev.tasktoken.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTasks;
import dev.tasktoken.testkit.FunctionInvocation;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Tasks whose messages were lost, found in their histories. */
@Timeout(60)
class TaskResenderIT {
    private final LocalStepFunctions stepFunctions =
            LocalStepFunctions.builder().sqs(LocalQueues.client()).start();
    private final LocalServices services = new LocalServices(stepFunctions);
    private final OpenTasks openTasks = OpenTasks.of(stepFunctions.client());
    private final String queue = LocalQueues.create();
    private final TaskResender resender = TaskResender.builder()
            .sqs(LocalQueues.client())
            .sns(services.sns())
            .lambda(services.lambda())
            .build();

    @AfterEach
    void close() {
        services.close();
        stepFunctions.close();
    }

    @Test
    void aQueueReceivesTheMessageOnceMore() {
        OpenTask task = toQueue();
        Message lost = LocalQueues.take(queue);

        ResentTask sent = resender.resend(task);

        Message received = LocalQueues.take(queue);
        assertThat(sent).isEqualTo(new ResentTask(queue, received.messageId()));
        assertThat(received.messageId()).isNotEqualTo(lost.messageId());
        assertThat(received.body().equals(lost.body())).isTrue();
        assertThat(received.messageAttributes()).isEqualTo(lost.messageAttributes());
    }

    @Test
    void aTopicsSubscriberReceivesTheMessageOnceMore() {
        String topic = stepFunctions.topics().create("orders");
        stepFunctions.topics().subscribeQueue(topic, queue, true);
        OpenTask task = waiting("sns:publish", """
                {"TopicArn": "%s", "Message": {"order": 1.50, "taskToken.$": "$$.Task.Token"}}""".formatted(topic));
        Message lost = LocalQueues.take(queue);

        ResentTask sent = resender.resend(task);

        assertThat(sent.target()).isEqualTo(topic);
        assertThat(LocalQueues.take(queue).body().equals(lost.body())).isTrue();
        assertThat(stepFunctions.topics().published(topic)).hasSize(2);
    }

    @Test
    void aFunctionIsInvokedOnceMore() {
        stepFunctions.functions().register("pack", payload -> "null");
        OpenTask task = waiting("lambda:invoke", """
                {"FunctionName": "pack", "Payload": {"order": 1.50, "taskToken.$": "$$.Task.Token"}}""");

        ResentTask sent = resender.resend(task);

        assertThat(sent).isEqualTo(new ResentTask("pack", "r-1"));
        assertThat(stepFunctions.functions().invocations("pack"))
                .extracting(FunctionInvocation::payload)
                .hasSize(2)
                .allMatch(payload -> payload.contains(task.taskToken().value()));
    }

    @Test
    void namesTheTargetWithoutSendingAnything() {
        OpenTask task = toQueue();
        LocalQueues.take(queue);

        assertThat(resender.target(task)).isEqualTo(queue);

        assertThat(LocalQueues.isEmpty(queue)).isTrue();
    }

    @Test
    void refusesAnotherIntegrationByName() {
        OpenTask task = waiting("events:putEvents", """
                {"Entries": [{"EventBusName": "default", "Source": "s", "DetailType": "d",
                    "Detail": {"taskToken.$": "$$.Task.Token"}}]}""");

        assertThatThrownBy(() -> resender.resend(task))
                .isInstanceOf(NotResendableException.class)
                .hasMessage(task + " cannot be sent again: its integration is none of sqs:sendMessage, sns:publish and"
                        + " lambda:invoke")
                .hasMessageContaining("events:putEvents");
    }

    @Test
    void refusesATaskThatWaitsForNoToken() {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        stepFunctions.functions().register("slow", payload -> {
            begun.countDown();
            end.await();
            return "null";
        });
        StartedExecution execution = stepFunctions.run("""
                {"StartAt": "Call", "States": {"Call": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {"FunctionName": "slow"}, "End": true}}}""", "{}");
        await(begun);

        OpenTask task = openTasks.in(execution.arn()).others().get(0);

        assertThatThrownBy(() -> resender.resend(task))
                .isInstanceOf(NotResendableException.class)
                .hasMessageEndingWith("it does not wait for a token that was sent");
        end.countDown();
    }

    @Test
    void saysWhichClientIsMissing() {
        OpenTask task = toQueue();
        TaskResender without = TaskResender.builder().build();

        assertThatThrownBy(() -> without.resend(task))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The task needs a client: give the builder sqs(...)");
    }

    @Test
    void saysWhatFailedWithoutQuotingTheMessage() {
        OpenTask task = toQueue();
        String token = task.taskToken().value();
        LocalQueues.client().deleteQueue(d -> d.queueUrl(queue));

        Throwable thrown = catchThrowable(() -> resender.resend(task));

        assertThat(thrown)
                .isInstanceOf(ResendFailedException.class)
                .hasMessageStartingWith("Sending to " + queue + " failed (")
                .hasMessageContaining("sqs:SendMessage")
                .hasCauseInstanceOf(QueueDoesNotExistException.class);
        assertThat(thrown.toString().contains(token)).isFalse();
        assertThat(String.valueOf(thrown.getCause()).contains(token)).isFalse();
    }

    /** As a proxy may, or an emulator. */
    @Test
    void leavesOutACauseThatQuotesTheMessage() {
        OpenTask task = toQueue();
        SqsClient quoting = new SqsClient() {
            @Override
            public SendMessageResponse sendMessage(SendMessageRequest request) {
                throw SdkClientException.create("Cannot send " + request.messageBody());
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };

        assertThatThrownBy(() -> TaskResender.builder().sqs(quoting).build().resend(task))
                .isInstanceOf(ResendFailedException.class)
                .hasMessageContaining("failed (SdkClientException)")
                .hasNoCause();
    }

    @Test
    void namesThePermissionThatTheCallNeeds() {
        OpenTask toTopic =
                waiting("sns:publish", """
                {"TopicArn": "%s", "Message": {"taskToken.$": "$$.Task.Token"}}""".formatted(stepFunctions.topics().create("orders")));
        SnsClient noTopics = new SnsClient() {
            @Override
            public PublishResponse publish(PublishRequest request) {
                throw SdkClientException.create("cut");
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        LambdaClient noFunctions = lambda(() -> {
            throw SdkClientException.create("cut");
        });
        TaskResender resender =
                TaskResender.builder().sns(noTopics).lambda(noFunctions).build();

        assertThatThrownBy(() -> resender.resend(toTopic)).hasMessageContaining("The call needs sns:Publish,");
        assertThatThrownBy(() -> resender.resend(toFunction()))
                .hasMessageContaining("The call needs lambda:InvokeFunction,");
    }

    @Test
    void leavesTheThreadOfAnInterruptedCallInterrupted() {
        LambdaClient interrupted = lambda(() -> {
            throw AbortedException.create("interrupted");
        });
        OpenTask task = toFunction();

        assertThatThrownBy(
                        () -> TaskResender.builder().lambda(interrupted).build().resend(task))
                .isInstanceOf(ResendFailedException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    /** A proxy's page for a login has the status of a success. */
    @Test
    void takesNoHtmlPageForAFunctionThatRan() {
        LambdaClient behindAProxy = lambda(() -> (InvokeResponse) InvokeResponse.builder()
                .statusCode(200)
                .sdkHttpResponse(SdkHttpResponse.builder()
                        .statusCode(200)
                        .putHeader("Content-Type", "text/html")
                        .build())
                .build());
        OpenTask task = toFunction();

        assertThatThrownBy(() ->
                        TaskResender.builder().lambda(behindAProxy).build().resend(task))
                .isInstanceOf(ResendFailedException.class);
    }

    private OpenTask toFunction() {
        stepFunctions.functions().register("pack", payload -> "null");
        return waiting("lambda:invoke", """
                {"FunctionName": "pack", "Payload": {"taskToken.$": "$$.Task.Token"}}""");
    }

    private static LambdaClient lambda(Supplier<InvokeResponse> answer) {
        return new LambdaClient() {
            @Override
            public InvokeResponse invoke(InvokeRequest request) {
                return answer.get();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    /** In the other Region a function of that name may be another one. */
    @Test
    void invokesNoFunctionOfAnotherRegionByItsNameAlone() {
        stepFunctions.functions().register("pack", payload -> "null");
        OpenTask task = waiting("lambda:invoke", """
                {"FunctionName": "pack", "Payload": {"taskToken.$": "$$.Task.Token"}}""");
        OpenTask byArn = waiting("lambda:invoke", """
                {"FunctionName": "arn:aws:lambda:us-east-1:123456789012:function:pack",
                    "Payload": {"taskToken.$": "$$.Task.Token"}}""");
        try (LambdaClient elsewhere = services.lambda(Region.EU_WEST_1)) {
            TaskResender resender = TaskResender.builder().lambda(elsewhere).build();

            assertThatThrownBy(() -> resender.resend(task))
                    .isInstanceOf(NotResendableException.class)
                    .hasMessage(
                            task + " cannot be sent again: its function is named without a Region, and the client is"
                                    + " of eu-west-1, not of the execution's us-east-1");
            assertThatThrownBy(() -> resender.target(task)).isInstanceOf(NotResendableException.class);
            assertThat(resender.target(byArn)).contains(":us-east-1:");
            assertThat(stepFunctions.functions().invocations("pack")).hasSize(2);
        }
    }

    @Test
    void refusesATaskThatItsStateSendsAsAnotherRole() {
        StartedExecution execution = stepFunctions.run("""
                {"StartAt": "Work", "States": {"Work": {"Type": "Task",
                    "Credentials": {"RoleArn": "arn:aws:iam::210987654321:role/orders"},
                    "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                    "Parameters": {"QueueUrl": "%s", "MessageBody": {"taskToken.$": "$$.Task.Token"}},
                    "End": true}}}""".formatted(queue), "{}");
        execution.awaitOpenTask();
        OpenTask task = openTasks.in(execution.arn()).state("Work");

        assertThatThrownBy(() -> resender.resend(task))
                .isInstanceOf(NotResendableException.class)
                .hasMessage(task + " cannot be sent again: its state calls with the credentials of another role");
    }

    private OpenTask toQueue() {
        return waiting("sqs:sendMessage", """
                {"QueueUrl": "%s", "MessageBody": {"order": 1.50, "taskToken.$": "$$.Task.Token"},
                    "MessageAttributes": {"kind": {"DataType": "String", "StringValue": "order"}}}""".formatted(queue));
    }

    private OpenTask waiting(String integration, String parameters) {
        StartedExecution execution = stepFunctions.run("""
                {"StartAt": "Work", "States": {"Work": {"Type": "Task",
                    "Resource": "arn:aws:states:::%s.waitForTaskToken", "Parameters": %s, "End": true}}}""".formatted(integration, parameters), "{}");
        execution.awaitOpenTask();
        return openTasks.in(execution.arn()).state("Work");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
