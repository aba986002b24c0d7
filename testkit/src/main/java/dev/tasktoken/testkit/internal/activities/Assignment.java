package dev.tasktoken.testkit.internal.activities;

/**
 * A task as its worker receives it.
 *
 * @param taskToken the token, a secret
 * @param input the task's input, JSON text
 */
public record Assignment(String taskToken, String input) {
    /** Names nothing: the token is a secret, and the input may hold one. */
    @Override
    public String toString() {
        return "Assignment";
    }
}
