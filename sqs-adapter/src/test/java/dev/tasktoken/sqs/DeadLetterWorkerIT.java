package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskFailure;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A workflow, its queue, a worker that never settles a message, and one on the dead-letter queue. */
@Timeout(120)
class DeadLetterWorkerIT {
    @Test
    void endsTheExecutionWhoseMessageWasGivenUp() {
        String deadLetters = Queues.create();
        String queueUrl = Queues.createWithDeadLetters(deadLetters, 2);
        try (Floor floor = new Floor();
                LocalStepFunctions stepFunctions =
                        LocalStepFunctions.builder().sqs(Queues.client()).start()) {
            TokenResponder responder = TokenResponder.of(stepFunctions.client());
            floor.start(floor.worker(queueUrl, (number, task) -> {
                throw new RedeliveryRequestedException("never");
            }));
            SqsWorker ending = floor.start(
                    SqsWorker.builder(Queues.client(), deadLetters, CallbackProcessor.deadLetters(responder))
                            .waitTime(Duration.ofSeconds(1))); // ElasticMQ wakes no poll for what it moves

            LocalExecution ended = stepFunctions.awaitExecution(start(stepFunctions, queueUrl), Duration.ofSeconds(60));

            assertThat(ended.status().toString()).isEqualTo("FAILED");
            assertThat(ended.error()).contains(TaskFailure.DEAD_LETTER);
            assertThat(ended.cause().orElse("")).contains("receives").contains("dead-letter queue");
            assertThat(ending.stop()).isTrue();
            assertThat(Queues.visible(deadLetters) + Queues.hidden(deadLetters)).isZero();
        }
    }

    private static String start(LocalStepFunctions stepFunctions, String queueUrl) {
        String definition = """
                {"StartAt": "Wait", "States": {"Wait": {"Type": "Task", "End": true,
                  "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                  "Parameters": {"QueueUrl": "%s", "MessageBody": {"number": 7, "TaskToken.$": "$$.Task.Token"}}}}}
                """.formatted(queueUrl);
        String machine = stepFunctions
                .client()
                .createStateMachine(m -> m.name("dead-letters")
                        .roleArn("arn:aws:iam::123456789012:role/workflow")
                        .definition(definition))
                .stateMachineArn();
        return stepFunctions
                .client()
                .startExecution(e -> e.stateMachineArn(machine).input("{}"))
                .executionArn();
    }
}
