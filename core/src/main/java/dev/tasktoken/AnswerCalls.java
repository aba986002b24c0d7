package dev.tasktoken;

import dev.tasktoken.internal.HtmlResponseException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;

/** The calls of the service that send answers and heartbeats. */
final class AnswerCalls {
    private AnswerCalls() {}

    static void send(SfnClient client, TaskToken token, PreparedAnswer answer) {
        HtmlResponseException.refuse(
                answer instanceof PreparedAnswer.Success success
                        ? client.sendTaskSuccess(success(token, success))
                        : client.sendTaskFailure(failure(token, (PreparedAnswer.Failure) answer)));
    }

    static void heartbeat(SfnClient client, TaskToken token) {
        HtmlResponseException.refuse(client.sendTaskHeartbeat(r -> r.taskToken(token.value())));
    }

    static CompletableFuture<?> send(SfnAsyncClient client, TaskToken token, PreparedAnswer answer) {
        return answer instanceof PreparedAnswer.Success success
                ? client.sendTaskSuccess(success(token, success)).thenAccept(HtmlResponseException::refuse)
                : client.sendTaskFailure(failure(token, (PreparedAnswer.Failure) answer))
                        .thenAccept(HtmlResponseException::refuse);
    }

    static CompletableFuture<?> heartbeat(SfnAsyncClient client, TaskToken token) {
        return client.sendTaskHeartbeat(r -> r.taskToken(token.value())).thenAccept(HtmlResponseException::refuse);
    }

    private static Consumer<SendTaskSuccessRequest.Builder> success(TaskToken token, PreparedAnswer.Success answer) {
        return r -> r.taskToken(token.value()).output(answer.output());
    }

    private static Consumer<SendTaskFailureRequest.Builder> failure(TaskToken token, PreparedAnswer.Failure answer) {
        return r -> r.taskToken(token.value()).error(answer.error()).cause(answer.cause());
    }
}
