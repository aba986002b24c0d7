package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.DataFields;

/** What a Task state calls, with which data, and how long that may take. */
public record ResourceCall(TaskResource resource, DataFields data, TaskLimits limits) {}
