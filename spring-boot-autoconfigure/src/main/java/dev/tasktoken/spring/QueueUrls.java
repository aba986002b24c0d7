package dev.tasktoken.spring;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Finds queues before they are polled, so that one that does not exist ends the start and not the start of a loop. */
final class QueueUrls {
    private final SqsClient sqs;

    QueueUrls(SqsClient sqs) {
        this.sqs = sqs;
    }

    /** Returns a queue's URL. A URL is returned as it is if SQS does not let this application look it up. */
    String find(String queue, String listener) {
        QueueName name = QueueName.parse(queue, listener);
        try {
            String found = sqs.getQueueUrl(q -> q.queueName(name.name()).queueOwnerAWSAccountId(name.account()))
                    .queueUrl();
            return name.isUrl() ? queue : found;
        } catch (SdkException e) {
            if (name.isUrl() && isDenied(e)) {
                return queue;
            }
            throw new QueueUnavailableException(queue, listener, e);
        }
    }

    static boolean isDenied(Throwable failure) {
        return failure instanceof AwsServiceException refused
                && (refused.statusCode() == 403 || code(refused).startsWith("AccessDenied"));
    }

    static String code(AwsServiceException refused) {
        return refused.awsErrorDetails() == null
                ? ""
                : String.valueOf(refused.awsErrorDetails().errorCode());
    }

    /**
     * What a person calls a queue.
     *
     * @param name its name
     * @param account the account that owns it; null for that of the caller
     * @param isUrl whether it was named by its URL
     */
    private record QueueName(String name, @Nullable String account, boolean isUrl) {
        /** Reads {@code https://host/account/name}, {@code arn:aws:sqs:region:account:name} or a name. */
        static QueueName parse(String queue, String listener) {
            if (queue.matches("https?://.*")) {
                String[] path = url(queue, listener).getPath().split("/", -1);
                return new QueueName(path[path.length - 1], path.length > 2 ? path[path.length - 2] : null, true);
            }
            if (queue.startsWith("arn:")) {
                String[] parts = queue.split(":", -1);
                return new QueueName(parts[parts.length - 1], parts[parts.length - 2], false);
            }
            return new QueueName(queue, null, false);
        }

        private static URI url(String queue, String listener) {
            try {
                return new URI(queue);
            } catch (URISyntaxException e) {
                throw new InvalidListenerException(listener, "has a queue that is no URL: " + queue);
            }
        }
    }
}
