package dev.tasktoken;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;

/** The calls of the service that send answers. */
final class AnswerCalls {
    private AnswerCalls() {}

    static void send(SfnClient client, TaskToken token, PreparedAnswer answer) {
        if (answer instanceof PreparedAnswer.Success success) {
            client.sendTaskSuccess(success(token, success));
        } else {
            client.sendTaskFailure(failure(token, (PreparedAnswer.Failure) answer));
        }
    }

    static CompletableFuture<?> send(SfnAsyncClient client, TaskToken token, PreparedAnswer answer) {
        return answer instanceof PreparedAnswer.Success success
                ? client.sendTaskSuccess(success(token, success))
                : client.sendTaskFailure(failure(token, (PreparedAnswer.Failure) answer));
    }

    private static Consumer<SendTaskSuccessRequest.Builder> success(TaskToken token, PreparedAnswer.Success answer) {
        return r -> r.taskToken(token.value()).output(answer.output());
    }

    private static Consumer<SendTaskFailureRequest.Builder> failure(TaskToken token, PreparedAnswer.Failure answer) {
        return r -> r.taskToken(token.value()).error(answer.error()).cause(answer.cause());
    }
}
