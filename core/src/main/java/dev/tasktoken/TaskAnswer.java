package dev.tasktoken;

import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * An outcome that is ready to be sent: checked, fitted to the service's limits, independent of the caller's objects.
 */
sealed interface TaskAnswer {
    /** Makes the call. */
    void send(SfnClient client, TaskToken token);

    /** The operation's name, which is its permission too. */
    String operation();

    /** Its size, in characters. */
    int length();

    /** What becomes of a delivery whose answer the service took so. */
    Settlement settlement(Answer answer);

    record Success(String output) implements TaskAnswer {
        @Override
        public void send(SfnClient client, TaskToken token) {
            client.sendTaskSuccess(r -> r.taskToken(token.value()).output(output));
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
            client.sendTaskFailure(r -> r.taskToken(token.value()).error(error).cause(cause));
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
