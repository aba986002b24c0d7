package dev.tasktoken.examples.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One action on one resource: permitted by a policy, where the resource may be a pattern, or made by a call.
 *
 * @param action for instance {@code s3:GetObject}
 * @param resource as {@code Fn::Sub} would write it, for instance <code>${TokenBucket.Arn}/orders/*</code>
 */
record Grant(String action, String resource) {
    /** Every pair that a list of inline policies permits. */
    static Set<Grant> of(JsonNode policies) {
        Set<Grant> grants = new LinkedHashSet<>();
        policies.forEach(policy -> policy.path("Statement").forEach(statement -> {
            if (!statement.path("Effect").asText().equals("Allow") || !policy.isObject()) {
                throw new IllegalArgumentException("Only inline policies that allow something are understood");
            }
            for (String action : Template.texts(statement.path("Action"))) {
                Template.texts(statement.path("Resource")).forEach(resource -> grants.add(new Grant(action, resource)));
            }
        }));
        return grants;
    }

    boolean permits(Grant call) {
        return action.equals(call.action) && pattern().matcher(call.resource).matches();
    }

    private Pattern pattern() {
        return Pattern.compile(Pattern.quote(resource).replace("*", "\\E.*\\Q"));
    }
}
