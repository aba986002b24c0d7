package dev.tasktoken.simulation;

/** What holds in every history, whatever fails and whoever is faster. */
enum Invariant {
    ONE_DECISION("Of all decisions on one task exactly one counts, every caller hears of the same one,"
            + " and the service accepts no other"),
    POLICY("A task with a policy succeeds only with the approvals of so many people that were not withdrawn"),
    ONE_ANSWER("No two different answers are ever sent for one task"),
    OWN_ANSWER("No task is sent what belongs to another task"),
    WORK_ONCE("A process whose handler returned a result for a task does not run it again for the same task"),
    IN_ORDER("Work on a message of a FIFO group begins only when the tasks of the earlier messages are closed"),
    NOTHING_LOST("A message is deleted only when its task is closed or its token is stored"),
    NOBODY_WAITS("When the faults end, every task is closed by what somebody does: a redelivery, a decision, a resend"),
    NO_TOKEN_LEFT("When a task is closed, its token is no longer stored; no record of a decision has a token in it"),
    NOTHING_UNEXPECTED("Only the exceptions that are documented reach a caller");

    final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }
}
