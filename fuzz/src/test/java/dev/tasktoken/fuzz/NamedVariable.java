package dev.tasktoken.fuzz;

import java.util.List;
import java.util.Locale;

/**
 * A variable or option of a container.
 *
 * @param isNamed whether its name says that it is an id
 * @param isPlain whether its name says no more than that
 */
record NamedVariable(String name, String value, boolean isNamed, boolean isPlain) {
    private static final String CALLBACK = "c2FnYSs4L3g+PD8rLzE3MjM5MTI4MzcxMjM4Nw==";
    private static final String ANOTHERS_CALLBACK = "c2FnYSs4L3g+PD8rLzE3MjM5MTI4MzcxMjM4OA==";

    private static final List<String> TASKS_PLAIN = List.of("TASK_TOKEN", "task-token", "TaskToken", "SFN_TOKEN");
    private static final List<String> CALLBACKS_PLAIN = List.of("CALLBACK_ID", "callback-id", "CallbackId");
    private static final List<String> TASKS_NAMED = List.of(
            "PARENT_TASK_TOKEN",
            "parent-task-token",
            "ORDER_TASK_TOKEN",
            "x.TASK_TOKEN",
            Tokens.OWN.replace("=", "") + "-task-token");
    private static final List<String> CALLBACKS_NAMED = List.of(
            "PARENT_CALLBACK_ID", "parent-callback-id", "CALLBACK_TOKEN", Tokens.OWN.replace("=", "") + "-callback-id");
    private static final List<String> OTHERS = List.of(
            "PATH",
            "TOKEN",
            "AWS_SESSION_TOKEN",
            "TASK_TOKEN_ID",
            "TASK_TOKENS",
            "TASK TOKEN",
            "ORDER_SFN_TOKEN",
            "CALLBACK_IDS",
            "TASK_ID",
            Tokens.OWN.replace("=", ""));

    /** What stands in place of an id, and none is. */
    private static final List<String> SLIPS = List.of(
            "$$.Task.Token",
            "{% $states.context.Task.Token %}",
            "${TOKEN}",
            "undefined",
            "a b",
            "%2B",
            "x".repeat(2049));

    private static final List<String> EMPTY = List.of("", " ", "\t\n");

    /** How many kinds of values there are. */
    static final int VALUES = 6;

    static NamedVariable drawn(boolean ofTasks, Draw draw) {
        int kind = draw.below(4);
        List<String> named = ofTasks ? TASKS_NAMED : CALLBACKS_NAMED;
        String name =
                switch (kind) {
                    case 0 -> draw.of(ofTasks ? TASKS_PLAIN : CALLBACKS_PLAIN);
                    case 1 -> draw.of(named);
                    case 2 -> draw.of(OTHERS);
                    default -> draw.of(ofTasks ? CALLBACKS_PLAIN : TASKS_PLAIN);
                };
        return new NamedVariable(name, value(ofTasks, draw), kind < 2, kind == 0);
    }

    static boolean isId(String value, boolean ofTasks) {
        return ofTasks
                ? !SLIPS.contains(value) && !value.endsWith("\n") && !value.startsWith("\"")
                : List.of(CALLBACK, ANOTHERS_CALLBACK, Tokens.OWN).contains(value);
    }

    /** Whether the fuzzer spelled something that may be taken for a name of an id. */
    boolean mayMeanAnId() {
        String plain = (name + " " + value)
                .replace("_", "")
                .replace("-", "")
                .replace("=", "")
                .toLowerCase(Locale.ROOT);
        return plain.contains("token") || plain.contains("callback");
    }

    private static String value(boolean ofTasks, Draw draw) {
        String own = ofTasks ? Tokens.OWN : CALLBACK;
        return switch (draw.below(VALUES)) {
            case 1 -> ofTasks ? draw.of(Tokens.PARENTS) : ANOTHERS_CALLBACK;
            case 2 -> draw.of(EMPTY);
            case 3 -> draw.of(SLIPS);
            case 4 -> draw.below(2) == 0 ? own + "\n" : "\"" + own + "\"";
            case 5 -> ofTasks ? CALLBACK : Tokens.OWN;
            default -> own;
        };
    }

    /** Shows no value: it may be a token. */
    @Override
    public String toString() {
        return "NamedVariable";
    }
}
