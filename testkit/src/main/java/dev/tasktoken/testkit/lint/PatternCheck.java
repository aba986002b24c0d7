package dev.tasktoken.testkit.lint;

import java.util.function.Consumer;

/** Where the callback pattern does not exist: in express workflows, and in some integrations. */
final class PatternCheck implements Check {
    @Override
    public void check(LintedState state, Consumer<LintFinding> findings) {
        if (!state.isTask()) {
            return;
        }
        LintedResource resource = state.resource();
        if (resource.waitsInAnotherSpelling()) {
            findings.accept(LintRule.NO_CALLBACKS.finding(
                    state.path(),
                    "The Resource's end is misspelled: it is .waitForTaskToken, in exactly these letters"));
        }
        if (!resource.waits()) {
            return;
        }
        if (!state.around().express().isEmpty()) {
            findings.accept(LintRule.EXPRESS.finding(
                    state.path(),
                    "Express workflows cannot wait for a token, and "
                            + state.around().express()
                            + ": make it STANDARD, or hand the waiting to a Standard workflow"));
        }
        if (resource.hasNoCallbacks()) {
            findings.accept(LintRule.NO_CALLBACKS.finding(state.path(), noCallbacks(resource)));
        }
    }

    private static String noCallbacks(LintedResource resource) {
        if (resource.isFunction()) {
            return "A function's own ARN cannot wait for a token: use arn:aws:states:::lambda:invoke.waitForTaskToken"
                    + " with FunctionName and Payload";
        }
        String instead = resource.service().equals("http")
                ? "call the endpoint from a function instead"
                : "use arn:aws:states:::aws-sdk:... of the same service, or .sync if it is the job's end that is waited"
                        + " for";
        return "The integration " + EscapedName.name(resource.service()) + " has no .waitForTaskToken: " + instead;
    }
}
