package dev.tasktoken;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;

/**
 * An outcome that is ready to be sent: checked, fitted to the service's limits, independent of the caller's objects.
 */
sealed interface TaskAnswer {
    /** Makes the call. */
    void send(SfnClient client, TaskToken token);

    /** Starts the call. */
    CompletableFuture<?> send(SfnAsyncClient client, TaskToken token);

    /** The operation's name, which is its permission too. */
    String operation();

    /** Its size, in characters. */
    int length();

    /** What becomes of a delivery whose answer the service took so. */
    Settlement settlement(Answer answer);

    record Success(String output) implements TaskAnswer {
        @Override
        public void send(SfnClient client, TaskToken token) {
            client.sendTaskSuccess(request(token));
        }

        @Override
        public CompletableFuture<?> send(SfnAsyncClient client, TaskToken token) {
            return client.sendTaskSuccess(request(token));
        }

        private Consumer<SendTaskSuccessRequest.Builder> request(TaskToken token) {
            return r -> r.taskToken(token.value()).output(output);
        }

        @Override
        public String operation() {
            return "SendTaskSuccess";
        }

        @Override
        public int length() {
            return output.length();
        }

        @Override
        public Settlement settlement(Answer answer) {
            return new Settlement.Succeeded(answer);
        }

        @Override
        public String toString() {
            return "Success[" + output.length() + " characters]";
        }
    }

    record Failure(String error, String cause) implements TaskAnswer {
        @Override
        public void send(SfnClient client, TaskToken token) {
            client.sendTaskFailure(request(token));
        }

        @Override
        public CompletableFuture<?> send(SfnAsyncClient client, TaskToken token) {
            return client.sendTaskFailure(request(token));
        }

        private Consumer<SendTaskFailureRequest.Builder> request(TaskToken token) {
            return r -> r.taskToken(token.value()).error(error).cause(cause);
        }

        /** What a caller is told whose output could not be sent, after this failure was. */
        OutputRejectedException insteadOfOutput(TaskToken token, Answer answer) {
            String message = cause + ". " + token + " was failed with " + error + " instead";
            return new OutputRejectedException(message, error, answer);
        }

        @Override
        public String operation() {
            return "SendTaskFailure";
        }

        @Override
        public int length() {
            return error.length() + cause.length();
        }

        @Override
        public Settlement settlement(Answer answer) {
            return new Settlement.Failed(error, answer);
        }

        @Override
        public String toString() {
            return "Failure[" + error + "]";
        }
    }
}
