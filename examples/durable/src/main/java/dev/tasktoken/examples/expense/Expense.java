package dev.tasktoken.examples.expense;

/**
 * What an employee spent.
 *
 * @param expenseId names the expense
 * @param employee who spent it
 * @param euros how much
 */
public record Expense(String expenseId, String employee, int euros) {}
