package dev.tasktoken.testkit.internal.integrations;

import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.definitions.TaskResources;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The integrations of one LocalStepFunctions, by resource. A new integration is one class and one line where it is
 * made.
 */
public final class Integrations implements TaskResources {
    private static final String PREFIX = "arn:aws:states:::";

    private final List<Integration> all;
    private final Map<String, TaskResource> byArn = new LinkedHashMap<>();

    public Integrations(List<Integration> integrations) {
        all = List.copyOf(integrations);
        for (Integration integration : integrations) {
            String arn = PREFIX + integration.service() + ":" + integration.operation();
            byArn.put(arn, new ServiceCall(integration, false));
            byArn.put(arn + ServiceCall.WAIT_SUFFIX, new ServiceCall(integration, true));
        }
    }

    @Override
    public TaskResource resource(AslObject task) {
        String arn = task.text("Resource");
        return Optional.ofNullable(byArn.get(arn))
                .or(() ->
                        all.stream().flatMap(one -> one.resource(arn).stream()).findFirst())
                .orElseThrow(() -> task.refuse(unsupported(arn), "Resource"));
    }

    private static String unsupported(String arn) {
        return "The resource provided " + arn + " is not supported by LocalStepFunctions" + hint(arn);
    }

    private static String hint(String arn) {
        if (arn.startsWith("arn:aws:lambda:")) {
            return " (a function: arn:aws:lambda:REGION:ACCOUNT:function:NAME, or lambda:invoke)";
        }
        return arn.startsWith(PREFIX + "sqs:") ? " (for sqs:sendMessage, give its builder an SqsClient)" : "";
    }
}
