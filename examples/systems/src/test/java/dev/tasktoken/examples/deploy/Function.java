package dev.tasktoken.examples.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A function of a template. */
record Function(Template template, String name) {
    JsonNode property(String property) {
        return template.property(name, property);
    }

    Class<?> handler() {
        try {
            return Class.forName(property("Handler").asText());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(this + " names a handler that is not there", e);
        }
    }

    Set<String> variables() {
        Set<String> names = new TreeSet<>();
        property("Environment").path("Variables").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The value of an environment variable, as {@code Fn::Sub} would write it. */
    String variable(String variable) {
        return Template.symbol(property("Environment").path("Variables").path(variable));
    }

    Set<Grant> grants() {
        return Grant.of(property("Policies"));
    }

    /** What the handler itself may do: without the queue that Lambda reads for it. */
    Set<Grant> grantsOfItsCode() {
        Set<Grant> grants = new LinkedHashSet<>(grants());
        grants.removeIf(grant -> grant.action().startsWith("sqs:"));
        return grants;
    }

    /** The properties of the mappings that feed it from queues. */
    Map<String, JsonNode> mappings() {
        Map<String, JsonNode> mappings = template.resources("AWS::Lambda::EventSourceMapping");
        mappings.values()
                .removeIf(mapping -> !Template.target(mapping.path("Properties").path("FunctionName"))
                        .equals(name));
        mappings.replaceAll((mapping, resource) -> resource.path("Properties"));
        return mappings;
    }

    @Override
    public String toString() {
        return template + " " + name;
    }
}
