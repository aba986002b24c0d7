package dev.tasktoken.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.payment.PaymentLoop;
import org.junit.jupiter.api.Test;

class PaymentLoopIT {
    @Test
    void answersWhatItReceivesAndDeletesIt() throws Exception {
        try (LocalSystem system = new LocalSystem("payment")) {
            PaymentLoop loop =
                    new PaymentLoop(system.sqs(), system.queueUrl(), TokenResponder.of(system.stepFunctions()));
            Thread thread = new Thread(loop::run);
            thread.start();

            String accepted = system.pause(PaymentWorkerIT.order("4111111111111111"));
            String refused = system.pause(PaymentWorkerIT.order("4111111111111112"));
            String acceptedEnding = system.ending(accepted);
            String refusedEnding = system.ending(refused);
            loop.end();
            thread.join();

            assertThat(acceptedEnding).isEqualTo("SUCCEEDED via Notify Payment Success");
            assertThat(refusedEnding).isEqualTo("SUCCEEDED via Notify Payment Failure");
            assertThat(system.queueSize()).isZero();
        }
    }
}
