package com.example.payments;

import dev.tasktoken.pages.Approver;
import dev.tasktoken.pages.Choice;
import dev.tasktoken.pages.Question;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.spring.DecisionPages;
import org.springframework.stereotype.Component;

@Component
class Expenses implements DecisionPages {
    @Override
    public Question question(PendingTask task) {
        return Question.of(task.context().summary().orElse(task.id()))
                .choice(Choice.of("approve", "Approve", new Decision.Success("{\"approved\":true}"))
                        .done("The expense is approved."))
                .choice(Choice.of("reject", "Reject", reason -> new Decision.Failure("Rejected", reason))
                        .requiresComment()
                        .dangerous());
    }

    @Override
    public Approver approver(DecidedBy person) {
        return new Approver(
                person,
                task -> true,
                task -> person.roles().contains("finance")
                        && task.context()
                                .requester()
                                .filter(person.name()::equals)
                                .isEmpty());
    }
}
