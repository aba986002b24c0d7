package dev.tasktoken.pending.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.PendingTaskInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of a task, as a part of its records. */
public final class InfoCodec {
    private InfoCodec() {}

    public static void write(PendingTaskInfo info, ObjectNode json) {
        info.execution().ifPresent(text -> json.put("execution", text));
        info.state().ifPresent(text -> json.put("state", text));
        info.until().ifPresent(until -> json.put("until", until.toString()));
        info.summary().ifPresent(text -> json.put("summary", text));
        info.requester().ifPresent(text -> json.put("requester", text));
        info.event().ifPresent(text -> json.put("event", text));
        if (!info.labels().isEmpty()) {
            ObjectNode labels = json.putObject("labels");
            info.labels().forEach(labels::put);
        }
        info.policy().ifPresent(policy -> write(policy, json.putObject("policy")));
    }

    public static PendingTaskInfo read(RecordJson record) {
        Optional<Instant> until = record.has("until") ? Optional.of(record.instant("until")) : Optional.empty();
        return record.value(() -> new PendingTaskInfo(
                record.optional("execution"),
                record.optional("state"),
                until,
                record.optional("summary"),
                record.optional("requester"),
                labels(record),
                record.object("policy").map(InfoCodec::policy),
                record.optional("event")));
    }

    private static void write(ApprovalPolicy policy, ObjectNode json) {
        json.put("approvals", policy.approvals());
        ArrayNode approvers = json.putArray("approvers");
        policy.approvers().stream().sorted().forEach(approvers::add);
        ArrayNode roles = json.putArray("roles");
        policy.roles().stream().sorted().forEach(roles::add);
    }

    private static ApprovalPolicy policy(RecordJson policy) {
        return new ApprovalPolicy(
                policy.number("approvals"), Set.copyOf(policy.texts("approvers")), Set.copyOf(policy.texts("roles")));
    }

    private static Map<String, String> labels(RecordJson record) {
        Map<String, String> labels = new LinkedHashMap<>();
        record.node("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }
}
