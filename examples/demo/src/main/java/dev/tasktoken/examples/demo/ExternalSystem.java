package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.demo.DeliveryLog.Step;
import dev.tasktoken.testkit.LocalFunctions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * External system: a program without this library reads the queue, keeps the token, and passes it to a function days
 * later. It calls twice, because it does not know whether the first call succeeded.
 */
final class ExternalSystem implements DemoSystem {
    private static final String FUNCTION = "return-token";
    private static final Duration ITS_WORK = Duration.ofDays(3);

    private final Function<TokenResponder, RequestStreamHandler> function;

    ExternalSystem(Function<TokenResponder, RequestStreamHandler> function) {
        this.function = function;
    }

    @Override
    public String name() {
        return "external-system";
    }

    @Override
    public String description() {
        return "an outside program reads the queue; days later a function returns its token";
    }

    @Override
    public List<Outcome> run(Stage stage) {
        Queue queue = stage.queues().create("external-tasks");
        LocalFunctions functions = stage.stepFunctions().functions();
        functions.register(FUNCTION, LoggedHandlers.on(stage).direct(function));
        String machine = stage.machine(name(), Map.of("QueueUrl", queue.url()));

        Execution execution =
                stage.startAndPause(machine, "order-3001", "{\"orderId\": \"order-3001\", \"copies\": 2}");
        Outcomes outcomes = new Outcomes(name(), stage.out());
        JsonNode task = take(stage, queue);
        outcomes.add("what was read", "order-3001", task.at("/input/orderId").asText("none"));
        stage.stepFunctions().clock().advance(ITS_WORK);
        String call = Json.object("token", task.path("token").textValue());
        outcomes.add("the first call", "returned null", invoke(functions, call));
        outcomes.add("order-3001", "SUCCEEDED with output {}", execution.endingWithOutput());
        outcomes.add("the second call", "returned null", invoke(functions, call));
        outcomes.add("external-tasks", "empty", queue.countMessages());

        execution.printTimeline("order-3001: an outside program has its token for three days, and returns it twice");
        return outcomes.list();
    }

    /** Acts as the outside program: receives and deletes a message, as any client of SQS does. */
    private static JsonNode take(Stage stage, Queue queue) {
        Message message = queue.receiveOne(stage.deadline());
        queue.delete(message);
        stage.log().add(message.messageId(), 1, Step.TAKEN);
        return Json.parse(message.body());
    }

    private static String invoke(LocalFunctions functions, String payload) {
        try {
            return "returned " + functions.invoke(FUNCTION, payload);
        } catch (IllegalStateException e) {
            return "threw: " + e.getMessage();
        }
    }
}
