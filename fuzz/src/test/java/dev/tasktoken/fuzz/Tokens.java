package dev.tasktoken.fuzz;

import dev.tasktoken.testkit.TestTokens;
import java.util.List;

/** The task's own token and two of others, and what senders write in their names and places. */
final class Tokens {
    static final String OWN = TestTokens.numbered(1);
    static final List<String> PARENTS = List.of(TestTokens.numbered(2), TestTokens.numbered(3));

    static final List<String> PLAIN = List.of("taskToken", "TaskToken", "task_token", "sfnToken", "TASK-TOKEN");
    static final List<String> STRONG =
            List.of("taskToken", "TaskToken", "task_token", "sfnToken", "myTaskToken", "order_task_token", "TASKTOKEN");
    static final List<String> NAMED_PARENTS =
            List.of("parentTaskToken", "parent_task_token", "PARENTTASKTOKEN", "taskTokenParentTaskToken");
    static final List<String> WEAK = List.of("token", "Token", "callbackToken", "callback_token");
    static final List<String> UNKNOWN =
            List.of("resumeWith", "accessToken", "nextToken", "id", "taskTokens", "task token", "$token", "", "Key");
    static final List<String> PATHS = List.of(
            "$$.Task.Token",
            "{% $states.context.Task.Token %}",
            "$states.context.Task.Token",
            "$$['Task']['Token']",
            "States.Format('{}', $$.Task.Token)",
            "$.Task.Token",
            "$$.Task",
            "$$.task.token");

    /** What stands in a key's place if its value was lost. */
    static final List<String> NOTHING = List.of("null", "\"\"", "{}", "[]", "7", "true");

    private Tokens() {}

    static String named(Draw draw) {
        return draw.of(draw.below(2) == 0 ? UNKNOWN : STRONG);
    }
}
