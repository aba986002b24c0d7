package dev.tasktoken.examples.demo;

import dev.tasktoken.pages.Choice;
import dev.tasktoken.pages.Question;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a workflow asks a person.
 *
 * @param id the task's
 * @param summary the question
 * @param requester who asks
 * @param details what the person should know
 * @param approvals how many people must agree
 * @param hours how long they have
 */
record AskedQuestion(
        String id, String summary, String requester, Map<String, String> details, int approvals, int hours) {
    PendingTaskInfo info(Instant now) {
        PendingTaskInfo.Builder info = PendingTaskInfo.builder()
                .summary(summary)
                .requester(requester)
                .until(now.plus(Duration.ofHours(hours)));
        details.forEach(info::label);
        if (approvals > 1) {
            info.policy(ApprovalPolicy.approvals(approvals));
        }
        return info.build();
    }

    static Question page(PendingTask task) {
        return Question.of(task.context().summary().orElse(task.id()))
                .choice(Choice.of("approve", "Approve", new Decision.Success("{\"approved\":true}"))
                        .asksComment()
                        .done("Approved. The workflow goes on."))
                .choice(Choice.of("reject", "Reject", reason -> new Decision.Failure("Rejected", reason))
                        .requiresComment()
                        .dangerous()
                        .done("Rejected. The workflow ends."));
    }
}
