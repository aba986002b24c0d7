package dev.tasktoken.testkit.internal.integrations;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.integrations.ContainerMain;
import dev.tasktoken.testkit.integrations.IntegrationCall;
import dev.tasktoken.testkit.integrations.LocalIntegration;
import dev.tasktoken.testkit.integrations.LocalIntegrations;
import dev.tasktoken.testkit.internal.buses.Buses;
import dev.tasktoken.testkit.internal.containers.Containers;
import dev.tasktoken.testkit.internal.tables.Tables;
import java.util.List;

/** The integrations as a test sees them. */
record RegisteredIntegrations(
        Integrations integrations, Tables tables, Buses buses, Containers containers, ApiGatewayInvoke apis)
        implements LocalIntegrations {
    @Override
    public LocalIntegrations on(String resource, LocalIntegration function) {
        integrations.register(requireNonNull(resource, "resource"), requireNonNull(function, "function"));
        return this;
    }

    @Override
    public List<IntegrationCall> calls(String resource) {
        return integrations.calls(requireNonNull(resource, "resource"));
    }

    @Override
    public LocalIntegrations onContainer(String definition, ContainerMain main) {
        containers.register(definition, main);
        return this;
    }

    @Override
    public LocalIntegrations onApi(String apiEndpoint, String functionName) {
        apis.connect(apiEndpoint, functionName);
        return this;
    }
}
