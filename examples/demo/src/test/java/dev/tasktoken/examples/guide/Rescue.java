package dev.tasktoken.examples.guide;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.Shop.Receipt;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.history.OpenTaskFilter;
import dev.tasktoken.history.OpenTasks;
import dev.tasktoken.resend.ResentTask;
import dev.tasktoken.resend.TaskResender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What docs/rescue.md does with tasks that hang. */
public final class Rescue {
    private final SfnClient sfn;
    private final TokenResponder responder;

    public Rescue(SfnClient sfn) {
        this.sfn = sfn;
        this.responder = TokenResponder.of(sfn);
    }

    public List<OpenTask> waiting(String stateMachineArn, Duration atLeast) {
        OpenTaskFilter old = OpenTaskFilter.all().olderThan(atLeast);
        try (Stream<OpenTask> tasks = OpenTasks.of(sfn).of(stateMachineArn, old).stream()) {
            return tasks.peek(task -> System.out.println(task + " since " + task.scheduledAt()))
                    .toList();
        }
    }

    public void sendAgain(List<OpenTask> waiting, SqsClient sqs) {
        TaskResender resender = TaskResender.builder().sqs(sqs).build();
        for (OpenTask task : waiting) {
            ResentTask sent = resender.resend(task);
            System.out.println(task + " was sent again to " + sent.target() + " as " + sent.id());
        }
    }

    /** A client that waits for a function's end, and invokes it once. */
    public static LambdaClient patient(LambdaClientBuilder builder) {
        return builder.httpClientBuilder(Apache5HttpClient.builder().socketTimeout(Duration.ofMinutes(16)))
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    public AnswerOutcome charged(String executionArn) {
        OpenTask task = OpenTasks.of(sfn).in(executionArn).state("Charge");
        return responder.succeed(task, new Receipt(1999));
    }

    public AnswerOutcome cancelled(OpenTask task) {
        return responder.fail(task, "OrderCancelled", "The message was lost, and the order is cancelled");
    }

    public AnswerOutcome approve(String executionArn, boolean isApproved) {
        OpenTask task = OpenTasks.of(sfn).in(executionArn).state("Approve");
        return responder.succeed(task, Map.of("approved", isApproved));
    }
}
