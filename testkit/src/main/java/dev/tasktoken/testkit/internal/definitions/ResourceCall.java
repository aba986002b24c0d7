package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.DataFields;
import java.util.Optional;

/** What a Task state calls, with which data, how long that may take, and in which role. */
public record ResourceCall(
        TaskResource resource, DataFields data, TaskLimits limits, Optional<TaskCredentials> credentials) {}
