package dev.tasktoken.examples.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a template refers to, and which of it there is. */
final class References {
    private static final Pattern IN_TEXT = Pattern.compile("\\$\\{([^!}][^}]*)}");

    private static final Set<String> PSEUDO_PARAMETERS = Set.of(
            "AWS::AccountId",
            "AWS::NoValue",
            "AWS::NotificationARNs",
            "AWS::Partition",
            "AWS::Region",
            "AWS::StackId",
            "AWS::StackName",
            "AWS::URLSuffix");

    /** What {@code Fn::GetAtt} returns of the types in use (CloudFormation's template reference, return values). */
    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "AWS::SQS::Queue", Set.of("Arn", "QueueName", "QueueUrl"),
            "AWS::S3::Bucket", Set.of("Arn", "DomainName"),
            "AWS::SNS::Topic", Set.of("TopicArn", "TopicName"),
            "AWS::Serverless::HttpApi", Set.of("ApiEndpoint", "ApiId"),
            "AWS::Serverless::Function", Set.of("Arn"));

    private final Template template;
    private final Set<String> used = new LinkedHashSet<>();
    private final List<String> dangling = new ArrayList<>();

    References(Template template) {
        this.template = template;
        walk(template.root());
    }

    /** Everything that is referred to, in the template's order. */
    Set<String> used() {
        return used;
    }

    /** What is referred to and is not there. */
    List<String> dangling() {
        return dangling;
    }

    private void walk(JsonNode node) {
        if (node.path("Ref").isTextual()) {
            name(node.path("Ref").textValue());
        }
        if (node.has("Fn::GetAtt")) {
            attribute(
                    node.path("Fn::GetAtt").path(0).asText(),
                    node.path("Fn::GetAtt").path(1).asText());
        }
        if (node.has("Fn::Sub")) {
            text(node.path("Fn::Sub").asText());
        }
        if (node.path("Condition").isTextual()) {
            condition(node.path("Condition").textValue());
        }
        node.forEach(this::walk);
    }

    private void text(String text) {
        Matcher names = IN_TEXT.matcher(text);
        while (names.find()) {
            String[] parts = names.group(1).split("\\.", 2);
            if (parts.length == 2) {
                attribute(parts[0], parts[1]);
            } else {
                name(parts[0]);
            }
        }
    }

    private void name(String name) {
        used.add(name);
        boolean isAlias = name.endsWith(".Alias")
                && !template.property(name.replace(".Alias", ""), "AutoPublishAlias")
                        .isMissingNode()
                && template.resources("AWS::Serverless::Function").containsKey(name.replace(".Alias", ""));
        if (!isAlias
                && !template.resources().containsKey(name)
                && !template.root().path("Parameters").has(name)
                && !PSEUDO_PARAMETERS.contains(name)) {
            dangling.add(name);
        }
    }

    private void attribute(String resource, String attribute) {
        used.add(resource);
        String type =
                template.root().path("Resources").path(resource).path("Type").asText();
        if (!ATTRIBUTES.getOrDefault(type, Set.of()).contains(attribute)) {
            dangling.add(resource + "." + attribute);
        }
    }

    private void condition(String name) {
        used.add(name);
        if (!template.root().path("Conditions").has(name)) {
            dangling.add(name);
        }
    }
}
