package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tasktoken.examples.guide.Shop.Order;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.LambdaEvents;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.SnsDelivery;
import dev.tasktoken.testkit.SqsDelivery;
import dev.tasktoken.testkit.StartedExecution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The executions whose tasks the handlers of docs/migrating.md answer, before and after the migration. */
final class MigratedStates {
    static final Order ORDER = new Order("0001", 1999);
    static final String TOKEN = "/taskToken";

    private final LocalStepFunctions stepFunctions;

    MigratedStates(LocalStepFunctions stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    StartedExecution charge() throws IOException {
        stepFunctions.functions().register("charge", payload -> "null");
        String definition = definition("charge").replace("${ChargeFunction}", "charge");
        return stepFunctions.run(definition, ORDER);
    }

    StartedExecution printByHand() throws IOException {
        stepFunctions.functions().register("print", payload -> "null");
        return printLater();
    }

    StartedExecution printLater() throws IOException {
        return stepFunctions.run(definition("print-later"), ORDER);
    }

    StartedExecution render(Queue queue) throws IOException {
        return stepFunctions.run(
                definition("render").replace("${QueueUrl}", queue.url()), Map.of("title", "Metropolis"));
    }

    static SqsDelivery charged(StartedExecution execution) {
        return Deliveries.sqs(execution.awaitOpenTask(), ORDER).tokenAt(TOKEN);
    }

    static SNSEvent labelled(StartedExecution... executions) {
        return LambdaEvents.sns(List.of(executions).stream()
                .map(execution -> Deliveries.sns(execution.awaitOpenTask(), Map.of("orderId", "0001"))
                        .tokenAt(TOKEN))
                .toArray(SnsDelivery[]::new));
    }

    private static String definition(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/guide/" + name + ".asl.json"));
    }
}
