package dev.tasktoken.testkit.lint;

import dev.tasktoken.testkit.internal.values.OptimizedIntegrations;
import java.util.Locale;

/** What the Resource of a Task state says. */
record LintedResource(String resource) {
    private static final String WAIT = ".waitForTaskToken";
    private static final String INTEGRATION = ":states:::";
    private static final String SDK = "aws-sdk:";

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

    /** Whether a deployment fills in the end of it, so that it is not known yet whether it waits. */
    boolean isOpen() {
        return Placeholders.isIn(resource) && (resource.endsWith("}") || !resource.contains(":"));
    }

    /** An activity's worker receives its token from the service. */
    boolean isActivity() {
        return resource.contains(":activity:");
    }

    boolean hasNoCallbacks() {
        return isFunction() || (!isSdk() && !OptimizedIntegrations.haveCallbacks(service()));
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
