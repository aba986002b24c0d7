package dev.tasktoken.testkit.internal.topics;

import dev.tasktoken.testkit.internal.functions.FunctionRegistry;

/** A function that a topic invokes, asynchronously as InvocationType Event does. */
record FunctionSubscription(String arn, FunctionRegistry functions, String functionName) implements Subscription {
    @Override
    public void deliver(SnsEnvelope envelope) {
        functions.invokeLater(functionName, envelope.lambdaEvent(arn));
    }
}
