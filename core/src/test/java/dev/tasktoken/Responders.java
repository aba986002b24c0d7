package dev.tasktoken;

import dev.tasktoken.internal.Scheduler;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Responders and heartbeats that wait for nobody, for the tests of the other packages. */
public final class Responders {
    private Responders() {}

    /** A responder that does not wait between its tries. */
    public static TokenResponder.Builder impatient(SfnClient client) {
        return TokenResponder.builder().client(client).sleeper(wait -> {});
    }

    /** The same on a timer that the test moves. */
    public static TokenResponder.Builder impatient(SfnClient client, Scheduler scheduler) {
        return impatient(client).scheduler(scheduler);
    }

    /** Lets a processor's heartbeats be sent on a timer that the test moves. */
    public static UnaryOperator<Heartbeats.Builder> heartbeats(Scheduler scheduler, Executor senders) {
        return builder -> builder.threads(scheduler, senders);
    }
}
