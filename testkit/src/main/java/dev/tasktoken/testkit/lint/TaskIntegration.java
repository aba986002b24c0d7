package dev.tasktoken.testkit.lint;

import java.util.Locale;
import java.util.Set;

/** What the Resource of a Task state says. */
record TaskIntegration(String resource) {
    private static final String WAIT = ".waitForTaskToken";
    private static final String INTEGRATION = ":states:::";
    private static final String SDK = "aws-sdk:";

    /**
     * The optimized integrations that have no callback pattern (developer guide, "Integrating optimized services"); an
     * SDK integration of the same service has it.
     */
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

    boolean waits() {
        return resource.endsWith(WAIT);
    }

    boolean waitsInAnotherSpelling() {
        return !waits() && resource.toLowerCase(Locale.ROOT).endsWith(WAIT.toLowerCase(Locale.ROOT));
    }

    /** Whether it waits for a job; such a task has a token, too, and is completed by an answer (recorded). */
    boolean isSync() {
        return resource.endsWith(".sync") || resource.endsWith(".sync:2");
    }

    /** Whether a deployment fills in the end of it, so that nobody can tell yet whether it waits. */
    boolean isOpen() {
        return Placeholders.isIn(resource) && (resource.endsWith("}") || !resource.contains(":"));
    }

    /** An activity's worker is handed its token by the service. */
    boolean isActivity() {
        return resource.contains(":activity:");
    }

    boolean hasNoCallbacks() {
        return isFunction() || (!isSdk() && WITHOUT_CALLBACKS.contains(service()));
    }

    boolean isFunction() {
        return resource.contains(":lambda:") && resource.contains(":function:");
    }

    boolean is(String service, String operation) {
        return path().equals(service + ":" + operation);
    }

    String service() {
        return path().replaceFirst(":.*", "");
    }

    private boolean isSdk() {
        return resource.contains(INTEGRATION + SDK);
    }

    /** Service and operation, whether optimized or of the SDK. */
    private String path() {
        int start = resource.indexOf(INTEGRATION);
        if (start < 0) {
            return "";
        }
        String path = resource.substring(start + INTEGRATION.length());
        String bare = path.startsWith(SDK) ? path.substring(SDK.length()) : path;
        return bare.endsWith(WAIT) ? bare.substring(0, bare.length() - WAIT.length()) : bare;
    }
}
