package dev.tasktoken.testkit;

/**
 * Where assertions about executions and tasks begin, in the style of AssertJ, which must be on the class path. A static
 * import of {@code assertThat} goes well beside AssertJ's own.
 *
 * <pre>{@code
 * assertThat(execution).succeeded().withOutput("{\"orderId\": \"order-42\"}");
 * assertThat(recording.task(taskToken)).isAnswered().withOutput(42);
 * }</pre>
 */
public final class StepFunctionsAssertions {
    private StepFunctionsAssertions() {}

    /**
     * Begins assertions about an execution, running or ended.
     *
     * @param execution the execution
     * @return assertions that wait for its end where they need it
     */
    public static ExecutionAssert assertThat(StartedExecution execution) {
        return new ExecutionAssert(execution);
    }

    /**
     * Begins assertions about a task.
     *
     * @param task the task
     * @return assertions
     */
    public static TaskAssert assertThat(RecordedTask task) {
        return new TaskAssert(task);
    }
}
