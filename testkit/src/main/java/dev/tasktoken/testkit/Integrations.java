package dev.tasktoken.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The integrations of one LocalStepFunctions, by resource. A new integration is one class and one line where it is
 * made.
 */
final class Integrations {
    private static final String PREFIX = "arn:aws:states:::";

    private final Map<String, TaskResource> byArn = new LinkedHashMap<>();

    Integrations(List<Integration> integrations) {
        for (Integration integration : integrations) {
            String arn = PREFIX + integration.service() + ":" + integration.operation();
            byArn.put(arn, new TaskResource(integration, false));
            byArn.put(arn + TaskResource.WAIT_SUFFIX, new TaskResource(integration, true));
        }
    }

    TaskResource resource(AslObject task) {
        String arn = task.text("Resource");
        TaskResource resource = byArn.get(arn);
        if (resource == null) {
            throw task.refuse(unsupported(arn), "Resource");
        }
        return resource;
    }

    private static String unsupported(String arn) {
        return "The resource provided " + arn + " is not supported by LocalStepFunctions" + hint(arn);
    }

    private static String hint(String arn) {
        if (arn.startsWith("arn:aws:lambda:")) {
            return " (for a function, use lambda:invoke)";
        }
        return arn.startsWith(PREFIX + "sqs:") ? " (for sqs:sendMessage, give its builder an SqsClient)" : "";
    }
}
