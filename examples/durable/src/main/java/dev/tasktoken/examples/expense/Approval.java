package dev.tasktoken.examples.expense;

/**
 * What the waiting function or state machine gets as its result.
 *
 * @param expenseId names the expense
 * @param approved whether it is paid
 * @param by {@code rule} or {@code person}
 */
public record Approval(String expenseId, boolean approved, String by) {}
