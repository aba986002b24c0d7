package dev.tasktoken.examples.deploy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Operations of the SDK and the IAM actions that they take. */
final class SdkCalls {
    private static final String SERVICES = "software.amazon.awssdk.services.";

    /** Actions are called as their operation is, but for these (Service Authorization Reference). */
    private static final Map<String, String> RENAMED = Map.of("ListObjectsV2", "ListBucket", "HeadObject", "GetObject");

    /** Without permission to list, S3 answers for an object that is not there as for one that is forbidden. */
    private static final Map<String, String> IMPLIED =
            Map.of("GetObject", "s3:ListBucket", "HeadObject", "s3:ListBucket");

    private SdkCalls() {}

    /**
     * The actions that a method of an SDK client takes; none if it calls no operation.
     *
     * @param client the client's class, for instance {@code software.amazon.awssdk.services.s3.S3Client}
     * @param method for instance {@code getObjectAsBytes}
     */
    static Set<String> actions(String client, String method) {
        if (!client.startsWith(SERVICES) || !client.endsWith("Client")) {
            return Set.of();
        }
        String service = client.substring(SERVICES.length(), client.lastIndexOf('.'));
        String name = method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
        return operation(service, name)
                .or(() -> operation(service, name.replaceFirst("(AsBytes|Paginator)$", "")))
                .map(operation -> actionsOf(service, operation))
                .orElse(Set.of());
    }

    static Set<String> actionsOf(String service, String operation) {
        Set<String> actions = new TreeSet<>();
        actions.add((service.equals("sfn") ? "states" : service) + ":" + RENAMED.getOrDefault(operation, operation));
        Optional.ofNullable(IMPLIED.get(operation)).ifPresent(actions::add);
        return actions;
    }

    /** Each operation has a request; a client's other methods have none. */
    private static Optional<String> operation(String service, String name) {
        try {
            Class.forName(SERVICES + service + ".model." + name + "Request", false, SdkCalls.class.getClassLoader());
            return Optional.of(name);
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
