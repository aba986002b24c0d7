package dev.tasktoken.testkit.internal.integrations;

import java.util.Optional;

/** What the refusal of a resource that nothing here runs says: the line to add. */
final class MissingIntegration {
    private MissingIntegration() {}

    static String message(String arn) {
        return "The resource provided " + arn + " is not supported by LocalStepFunctions" + hint(arn);
    }

    private static String hint(String arn) {
        if (arn.startsWith("arn:aws:lambda:")) {
            return " (a function: arn:aws:lambda:REGION:ACCOUNT:function:NAME, or lambda:invoke)";
        }
        Optional<IntegrationName> name =
                arn.startsWith(IntegrationName.PREFIX) ? IntegrationName.parse(arn) : Optional.empty();
        return name.map(MissingIntegration::hint).orElse("");
    }

    private static String hint(IntegrationName name) {
        if (!name.isKnown()) {
            return " (Step Functions has no " + name + ")";
        }
        return switch (name.bare()) {
            case "sqs:sendMessage", "aws-sdk:sqs:sendMessage" -> " (give its builder an SqsClient)";
            case "ecs:runTask", "batch:submitJob" ->
                " (add stepFunctions.integrations().onContainer(\"DEFINITION\", (environment, command) -> {}))";
            case "apigateway:invoke" -> " (add stepFunctions.integrations().onApi(\"API-HOST\", \"FUNCTION\"))";
            default -> " (add stepFunctions.integrations().on(\"" + name + "\", request -> Map.of()))";
        };
    }
}
