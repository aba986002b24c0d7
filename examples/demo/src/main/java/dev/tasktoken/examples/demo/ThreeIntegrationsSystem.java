package dev.tasktoken.examples.demo;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.demo.DeliveryLog.Step;
import dev.tasktoken.testkit.LocalFunctions;
import dev.tasktoken.testkit.TaskCall;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Three integrations: one execution hands its tokens to a queue, to a function and to a topic, one after the other. */
final class ThreeIntegrationsSystem implements DemoSystem {
    private static final String FUNCTION = "integrations-function";
    private static final String SUBSCRIBER = "integrations-subscriber";

    private final Handlers handlers;

    /** How the three functions are made. */
    record Handlers(
            Function<TokenResponder, RequestHandler<SQSEvent, SQSBatchResponse>> queue,
            Function<TokenResponder, RequestStreamHandler> function,
            Function<TokenResponder, RequestHandler<SNSEvent, ?>> topic) {}

    ThreeIntegrationsSystem(Handlers handlers) {
        this.handlers = handlers;
    }

    @Override
    public String name() {
        return "three-integrations";
    }

    @Override
    public String description() {
        return "a queue, a function and a topic each get a token; each is answered 42";
    }

    @Override
    public List<Outcome> run(Stage stage) {
        Queue queue = stage.queues().create("integrations-queue");
        LocalFunctions functions = stage.stepFunctions().functions();
        String topicArn = stage.stepFunctions().topics().create("integrations-topic");
        LoggedHandlers logged = LoggedHandlers.on(stage);
        String functionArn = functions.register(FUNCTION, logged.direct(handlers.function()));
        functions.register(SUBSCRIBER, logged.subscribed(handlers.topic()), SNSEvent.class);
        stage.stepFunctions().topics().subscribeFunction(topicArn, SUBSCRIBER);
        String machine = stage.machine(
                name(), Map.of("QueueUrl", queue.url(), "FunctionName", functionArn, "TopicArn", topicArn));

        Outcomes outcomes = new Outcomes(name(), stage.out());
        Execution execution = stage.startAndPause(machine, "three-tokens", "{}");
        try (QueuePoller poller =
                new QueuePoller(queue, () -> handlers.queue().apply(stage.responder()), stage.log())) {
            poller.start();
            outcomes.add("three-tokens", "SUCCEEDED with output 42", execution.endingWithOutput());
            stage.log().awaitSettled(execution.messageId(), stage.deadline());
        }
        List<String> tokens = execution.fingerprints();
        tokens.stream().skip(1).forEach(token -> stage.log().await(token, Step.RETURNED, stage.deadline()));
        outcomes.add("its tokens", "3, answered 3 x", tokens.size() + ", answered " + countAnswers(execution) + " x");
        outcomes.add("integrations-queue", "empty", queue.countMessages());

        execution.printTimeline("three-tokens: each is answered by the function that it reaches");
        return outcomes.list();
    }

    private static long countAnswers(Execution execution) {
        return execution.calls().stream()
                .filter(TaskCall::isAccepted)
                .filter(answer -> answer.operation().equals("SendTaskSuccess"))
                .count();
    }
}
