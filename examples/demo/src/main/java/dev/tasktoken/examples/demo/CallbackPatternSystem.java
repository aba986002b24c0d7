package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.sqs.SqsMessages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Callback pattern: while the function is off, a person fails one task by hand and stops one execution, and a third
 * execution times out. Then the function starts and receives the remaining messages.
 */
final class CallbackPatternSystem implements DemoSystem {
    private static final Map<String, String> NOTIFICATIONS = Map.of(
            "Callback received. Task started by Step Functions succeeded.", "success",
            "Task started by Step Functions failed.", "failure");

    private final Function<TokenResponder, RequestHandler<SQSEvent, SQSBatchResponse>> function;

    CallbackPatternSystem(Function<TokenResponder, RequestHandler<SQSEvent, SQSBatchResponse>> function) {
        this.function = function;
    }

    @Override
    public String name() {
        return "callback-pattern";
    }

    @Override
    public String description() {
        return "a task waits for its callback; a topic is notified of the result";
    }

    @Override
    public List<Outcome> run(Stage stage) {
        Queue tasks = stage.queues().create("callback-tasks");
        Notifications notifications = Notifications.subscribe(stage, "callback-outcomes");
        String machine = stage.machine(name(), Map.of("QueueUrl", tasks.url(), "TopicArn", notifications.topicArn()));

        Outcomes outcomes = new Outcomes(name(), stage.out());
        Execution givenUp = stage.startAndPause(machine, "given-up", "{}");
        failByHand(stage, tasks);
        outcomes.add("given-up", "SUCCEEDED via Notify Failure", givenUp.ending());
        Execution stopped = stage.startAndPause(machine, "stopped", "{}");
        stage.sfn().stopExecution(s -> s.executionArn(stopped.arn()).cause("Stopped by hand"));
        outcomes.add("stopped", "ABORTED", stopped.ending());
        Execution expired = stage.startAndPause(machine, "expired", "{}");
        stage.stepFunctions().clock().advance(Duration.ofDays(366));
        outcomes.add("expired", "TIMED_OUT", expired.ending());
        Execution first = stage.startAndPause(machine, "first", "{}");
        Execution second = stage.startAndPause(machine, "second", "{}");
        try (QueuePoller poller = new QueuePoller(tasks, () -> function.apply(stage.responder()), stage.log())) {
            poller.start();
            outcomes.add("first", "SUCCEEDED via Notify Success", first.ending());
            outcomes.add("second", "SUCCEEDED via Notify Success", second.ending());
            for (Execution execution : List.of(stopped, expired, first, second)) {
                stage.log().awaitSettled(execution.messageId(), stage.deadline());
            }
        }
        outcomes.add("callback-tasks", "empty", tasks.countMessages());
        outcomes.add(
                "callback-outcomes", "2 x success, 1 x failure", notifications.count(NOTIFICATIONS, stage.deadline()));

        first.printTimeline("first: the function answers");
        second.printTimeline("second: the function answers");
        givenUp.printTimeline("given-up: a person takes the message off the queue and fails the task by hand");
        stopped.printTimeline("stopped: the execution is stopped while its message waits");
        expired.printTimeline("expired: no answer for a year");
        return outcomes.list();
    }

    private static void failByHand(Stage stage, Queue tasks) {
        Message message = tasks.receiveOne(stage.deadline());
        stage.responder().fail(SqsMessages.read(message), "GivenUp", "Nobody was there to do it");
        tasks.delete(message);
    }
}
