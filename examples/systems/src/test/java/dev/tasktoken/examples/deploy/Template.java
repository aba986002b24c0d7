package dev.tasktoken.examples.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** A system's SAM template, with CloudFormation's short forms written out: {@code !Ref x} is {@code {"Ref": "x"}}. */
final class Template {
    static final List<String> SYSTEMS =
            List.of("callback-pattern", "payment", "three-integrations", "order-approval", "external-system");

    /** Watches a state machine that is there already. */
    private static final String OPEN_TASKS = "open-tasks";

    private static final Path FOLDER = Path.of("..", "deploy");
    private static final String FUNCTION = "AWS::Serverless::Function";

    private final String system;
    private final JsonNode root;

    private Template(String system, JsonNode root) {
        this.system = system;
        this.root = root;
    }

    static Template of(String system) {
        try {
            String text = Files.readString(FOLDER.resolve(system).resolve("template.yaml"));
            return new Template(system, parse(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Template of(String name, JsonNode root) {
        return new Template(name, root);
    }

    static Stream<Template> all() {
        return Stream.concat(systems(), Stream.of(of(OPEN_TASKS)));
    }

    /** Those that have a state machine of their own. */
    static Stream<Template> systems() {
        return SYSTEMS.stream().map(Template::of);
    }

    static JsonNode parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new ObjectMapper().valueToTree(new Yaml(new ShortForms(options)).load(yaml));
    }

    JsonNode root() {
        return root;
    }

    /** A path that the template names, seen from its own folder. */
    Path file(String relative) {
        return FOLDER.resolve(system).resolve(relative).normalize();
    }

    Map<String, JsonNode> resources() {
        Map<String, JsonNode> resources = new LinkedHashMap<>();
        root.path("Resources").properties().forEach(entry -> resources.put(entry.getKey(), entry.getValue()));
        return resources;
    }

    Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> resources = resources();
        resources.values().removeIf(resource -> !resource.path("Type").asText().equals(type));
        return resources;
    }

    /** What a resource says, or the whole template's functions say together. */
    JsonNode property(String resource, String name) {
        JsonNode own = root.path("Resources").path(resource).path("Properties").path(name);
        return own.isMissingNode() ? root.path("Globals").path("Function").path(name) : own;
    }

    JsonNode stateMachine() {
        return root.path("Resources").path("StateMachine").path("Properties");
    }

    String definition() throws IOException {
        return Files.readString(file(stateMachine().path("DefinitionUri").asText()));
    }

    /** What is filled in where the definition leaves something open. */
    Map<String, JsonNode> substitutions() {
        Map<String, JsonNode> substitutions = new LinkedHashMap<>();
        stateMachine()
                .path("DefinitionSubstitutions")
                .properties()
                .forEach(entry -> substitutions.put(entry.getKey(), entry.getValue()));
        return substitutions;
    }

    List<Function> functions() {
        List<Function> functions = new ArrayList<>();
        resources(FUNCTION).keySet().forEach(name -> functions.add(new Function(this, name)));
        return functions;
    }

    /** The resource that a value refers to, by {@code Ref} (of an alias, too) or {@code Fn::GetAtt}. */
    static String target(JsonNode value) {
        String text = value.has("Ref")
                ? value.path("Ref").asText()
                : value.path("Fn::GetAtt").path(0).asText();
        return text.replace(".Alias", "");
    }

    /** A value as {@code Fn::Sub} would write it. */
    static String symbol(JsonNode value) {
        if (value.has("Ref")) {
            return "${" + value.path("Ref").asText() + "}";
        }
        if (value.has("Fn::GetAtt")) {
            return "${" + value.path("Fn::GetAtt").path(0).asText() + "."
                    + value.path("Fn::GetAtt").path(1).asText() + "}";
        }
        return value.has("Fn::Sub") ? value.path("Fn::Sub").asText() : value.asText();
    }

    static Set<String> texts(JsonNode value) {
        Set<String> texts = new TreeSet<>();
        (value.isArray() ? value : new ObjectMapper().createArrayNode().add(value))
                .forEach(element -> texts.add(symbol(element)));
        return texts;
    }

    /** Names the system: what a test's name shows. */
    @Override
    public String toString() {
        return system;
    }
}
