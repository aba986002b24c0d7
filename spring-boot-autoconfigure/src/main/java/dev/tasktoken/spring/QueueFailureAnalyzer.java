package dev.tasktoken.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Says why the queue of a listener cannot be polled. */
final class QueueFailureAnalyzer extends AbstractFailureAnalyzer<QueueUnavailableException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, QueueUnavailableException failure) {
        String queue = failure.queue();
        SdkException cause = failure.refusal();
        if (cause instanceof QueueDoesNotExistException) {
            return analysis(
                    failure,
                    "does not exist in this account and Region",
                    "Create the queue \"" + queue
                            + "\", or name another one in the annotation or in the property that it"
                            + " refers to. If the queue is there, compare the application's Region and account with"
                            + " its URL.");
        }
        if (QueueUrls.isDenied(cause)) {
            return analysis(
                    failure,
                    "cannot be looked up: the permission sqs:GetQueueUrl is missing",
                    "Allow sqs:GetQueueUrl, sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on the"
                            + " queue \"" + queue + "\" in the application's role. sqs:GetQueueUrl is not needed if the"
                            + " annotation has the queue's URL in place of its name.");
        }
        return analysis(
                failure,
                "cannot be reached: " + cause.getMessage(),
                "Check the application's AWS credentials, its Region, its endpoint and the network. Without Spring Cloud AWS"
                        + " they come from the AWS SDK's usual places: environment variables, system properties, the"
                        + " profile, the container or the instance.");
    }

    private static FailureAnalysis analysis(QueueUnavailableException failure, String problem, String action) {
        String description = "The queue \"" + failure.queue() + "\", which the @TaskTokenListener " + failure.listener()
                + " polls, " + problem + ".";
        return new FailureAnalysis(description, action, failure);
    }
}
