package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplate;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplateReader;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;
import java.util.Set;

/** The role in which a task calls its resource: the history shows it, and it has no other effect here. */
public record TaskCredentials(PayloadTemplate template) {
    private static final String FIELD = "Credentials";
    private static final String ROLE = "RoleArn";

    static Optional<TaskCredentials> read(AslObject asl) {
        asl.object(FIELD).ifPresent(credentials -> check(asl, credentials));
        return PayloadTemplateReader.field(asl, FIELD).map(TaskCredentials::new);
    }

    private static void check(AslObject asl, AslObject credentials) {
        if (credentials.has(ROLE) || credentials.has(ROLE + ".$")) {
            credentials.allowOnly(Set.of(ROLE, ROLE + ".$"));
        } else {
            asl.report("The field '" + ROLE + "' is required but was missing", FIELD);
        }
    }

    /** The role's ARN; that another value fails the execution is inferred. */
    public String roleArn(JsonNode data, Scope scope) {
        JsonNode role = template.evaluate(data, scope).path(ROLE);
        if (!role.isTextual()) {
            throw StateFailure.runtime("The value of the field '" + ROLE + "' must be a string");
        }
        return role.textValue();
    }
}
