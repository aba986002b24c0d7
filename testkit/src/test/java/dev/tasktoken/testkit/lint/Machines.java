package dev.tasktoken.testkit.lint;

/** Definitions to lint, written with single quotes. */
final class Machines {
    static final String SQS = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
    static final String SNS = "arn:aws:states:::sns:publish.waitForTaskToken";
    static final String LAMBDA = "arn:aws:states:::lambda:invoke.waitForTaskToken";

    private Machines() {}

    /** A machine of the state S, in JSONPath. */
    static String machine(String fields) {
        return json("{'StartAt':'S','States':{'S':{" + fields + ",'End':true}}}");
    }

    /** A machine of the state S, in JSONata. */
    static String jsonataMachine(String fields) {
        return json("{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{" + fields + ",'End':true}}}");
    }

    /** A Task state's fields, with a timeout and a heartbeat. */
    static String task(String resource, String more) {
        return "'Type':'Task','Resource':'" + resource + "','TimeoutSeconds':60,'HeartbeatSeconds':20," + more;
    }

    /** The fields of a state that is as it should be, but for what is added. */
    static String waiting(String more) {
        return task(SQS, "'Parameters':{'QueueUrl':'q','MessageBody':{'taskToken.$':'$$.Task.Token'}}," + more);
    }

    /** A single-quoted JSON; a quote that is meant as one is written as {@code `}. */
    static String json(String text) {
        return text.replace('\'', '"').replace('`', '\'');
    }
}
