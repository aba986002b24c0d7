package dev.tasktoken.cli;

import dev.tasktoken.cli.Answering.Outcome;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.resend.NotResendableException;
import dev.tasktoken.resend.TaskResender;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sends messages again. */
@Command(
        name = "resend",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Sends the messages of open tasks again, to the same queue, topic or function.")
final class ResendCommand implements Callable<Integer> {
    @Mixin
    private AnswerOptions options = new AnswerOptions();

    private final Terminal terminal;

    ResendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        AwsOptions aws = options.tasks().aws();
        Arn target = options.tasks().target();
        try (SfnClient client = aws.stepFunctions(target);
                SqsClient sqs = aws.configured(SqsClient.builder(), target).build();
                SnsClient sns = aws.configured(SnsClient.builder(), target).build();
                LambdaClient lambda = aws.functions(target)) {
            TaskResender resender =
                    TaskResender.builder().sqs(sqs).sns(sns).lambda(lambda).build();
            return new Answering(options, terminal)
                    .run(client, new Answering.Action("Resend", false, task -> resend(resender, task)));
        }
    }

    private static Outcome resend(TaskResender resender, OpenTask task) {
        try {
            String to = resender.resend(task).target();
            return new Outcome("sent again", true, "to " + to);
        } catch (NotResendableException e) {
            return new Outcome("not resendable", false, String.valueOf(e.getMessage()));
        }
    }
}
