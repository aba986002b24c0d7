package com.example.payments;

import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.spring.TaskTokenListener;
import org.springframework.stereotype.Component;

@Component
class Asking {
    record Expense(String id, String summary, String requester) {}

    private final PendingTasks pending;

    Asking(PendingTasks pending) {
        this.pending = pending;
    }

    @TaskTokenListener(queue = "expenses")
    void ask(Expense expense, CallbackTask task) {
        PendingTaskInfo info = PendingTaskInfo.builder()
                .summary(expense.summary())
                .requester(expense.requester())
                .build();
        pending.park(expense.id(), task, info);
    }
}
