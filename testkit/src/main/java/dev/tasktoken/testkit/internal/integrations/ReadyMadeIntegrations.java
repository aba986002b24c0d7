package dev.tasktoken.testkit.internal.integrations;

import dev.tasktoken.testkit.integrations.LocalIntegrations;
import dev.tasktoken.testkit.internal.buses.BusTargets;
import dev.tasktoken.testkit.internal.buses.Buses;
import dev.tasktoken.testkit.internal.containers.Containers;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.functions.FunctionRegistry;
import dev.tasktoken.testkit.internal.tables.Tables;
import dev.tasktoken.testkit.internal.topics.Topics;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the integrations that need nobody to register them: the place to add one. */
public record ReadyMadeIntegrations(Integrations integrations, Arns arns, Engine engine, StepFunctionsApi api) {

    public LocalIntegrations add(FunctionRegistry functions, Topics topics, Optional<SqsClient> sqs) {
        Tables tables = new Tables();
        Buses buses = new Buses(arns, new BusTargets(functions, topics, sqs, this::startExecution));
        integrations.add(new LambdaInvoke(functions, arns));
        addBoth(new SnsPublish(topics));
        sqs.ifPresent(client -> addBoth(new SqsSendMessage(client)));
        integrations.add(new StartExecution(api, engine));
        integrations.add(new PutEvents(buses, arns, engine.clock()));
        Containers containers = new Containers(engine);
        integrations.add(new EcsRunTask(containers, arns, engine.clock()));
        integrations.add(new BatchSubmitJob(containers, arns, engine.clock()));
        ApiGatewayInvoke apis = new ApiGatewayInvoke(functions);
        integrations.add(apis);
        DynamoDb.all(tables).forEach(integrations::add);
        return new RegisteredIntegrations(integrations, tables, buses, containers, apis);
    }

    private void addBoth(Integration optimized) {
        integrations.add(optimized);
        integrations.add(new SdkCall(optimized));
    }

    private void startExecution(String stateMachineArn, String input) {
        engine.run(() -> api.call(
                "StartExecution",
                Json.object().put("stateMachineArn", stateMachineArn).put("input", input)));
    }
}
