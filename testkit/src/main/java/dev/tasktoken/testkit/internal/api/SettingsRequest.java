package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.MachineSettings;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.util.ArrayList;
import java.util.List;

/** The part of a request that sets what a machine runs by. */
record SettingsRequest(ApiRequest request) {
    private static final String DEFINITION = "definition";
    private static final String ROLE = "roleArn";
    private static final String LOGGING = "loggingConfiguration";
    private static final String TRACING = "tracingConfiguration";
    private static final String ENCRYPTION = "encryptionConfiguration";

    /** The members of such a request: those that are given, and those that are always optional. */
    static List<RequestMember> members(RequestMember... given) {
        List<RequestMember> members = new ArrayList<>(List.of(given));
        List.of(LOGGING, TRACING, ENCRYPTION).forEach(name -> members.add(RequestMember.object(name)));
        members.add(RequestMember.flag("publish"));
        return List.copyOf(members);
    }

    static RequestMember definition() {
        return RequestMember.text(DEFINITION, 1, 1_048_576);
    }

    static RequestMember role() {
        return RequestMember.text(ROLE, 1, 256);
    }

    boolean isEmpty() {
        return List.of(DEFINITION, ROLE, LOGGING, TRACING, ENCRYPTION).stream().noneMatch(request::has);
    }

    /** What the request sets, and what it leaves as it was. */
    MachineSettings over(MachineSettings before) {
        refuseVersions();
        MachineSettings initial = MachineSettings.initial();
        return new MachineSettings(
                request.optionalText(DEFINITION).orElse(before.definition()),
                request.optionalText(ROLE).map(SettingsRequest::requireArn).orElse(before.roleArn()),
                configuration(LOGGING, initial.logging(), before.logging()),
                configuration(TRACING, initial.tracing(), before.tracing()),
                configuration(ENCRYPTION, initial.encryption(), before.encryption()));
    }

    private ObjectNode configuration(String name, ObjectNode initial, ObjectNode before) {
        return request.object(name).map(set -> (ObjectNode) initial.setAll(set)).orElse(before);
    }

    private static String requireArn(String role) {
        if (!role.startsWith("arn:")) {
            throw new ServiceErrorException("InvalidArn", "Invalid Role Arn");
        }
        return role;
    }

    private void refuseVersions() {
        if (request.flag("publish", false)) {
            throw ServiceErrorException.validation(
                    "Value at 'publish' failed to satisfy constraint: LocalStepFunctions has no versions");
        }
    }
}
