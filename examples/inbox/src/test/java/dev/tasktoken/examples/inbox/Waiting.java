package dev.tasktoken.examples.inbox;

import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.net.URI;

/** One expense that waits. */
final class Waiting {
    static final String ID = "expense-7";

    final RecordingResponder stepFunctions = RecordingResponder.create();
    final PendingTasks pending = PendingTasks.of(stepFunctions.responder(), TokenStore.inMemory());
    final CallbackLinks links = CallbackLinks.builder(URI.create("https://expenses.example.com/decide"))
            .signingKey("1", new byte[32])
            .action("approve")
            .action("reject")
            .build();

    Waiting() {
        pending.park(
                ID,
                TaskToken.of(TestTokens.numbered(1)),
                PendingTaskInfo.builder()
                        .summary("Pay 12 chairs, 1,480 EUR?")
                        .requester("mara@example.com")
                        .build());
    }

    String signed(String action) {
        return ChatDecisions.signedText(
                links.create(ID, pending.find(ID).orElseThrow().attempt(), action));
    }
}
