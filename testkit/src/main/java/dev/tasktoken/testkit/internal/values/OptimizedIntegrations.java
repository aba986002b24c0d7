package dev.tasktoken.testkit.internal.values;

import java.util.Set;

/**
 * Which optimized integrations can wait for a task token (developer guide, "Integrating optimized services"). The
 * linter's own jar holds this class, too, so it uses no other.
 */
public final class OptimizedIntegrations {
    private static final Set<String> WITHOUT_CALLBACKS = Set.of(
            "athena",
            "batch",
            "codebuild",
            "databrew",
            "dynamodb",
            "elasticmapreduce",
            "emr-containers",
            "emr-serverless",
            "glue",
            "http",
            "mediaconvert",
            "sagemaker");

    private OptimizedIntegrations() {}

    /** Returns whether the service has the callback pattern. An SDK integration of any service has it. */
    public static boolean haveCallbacks(String service) {
        return !WITHOUT_CALLBACKS.contains(service);
    }
}
