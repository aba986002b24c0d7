package dev.tasktoken.testkit;

/** What a Task state calls, with which data, and how long that may take. */
record ResourceCall(TaskResource resource, DataFields data, TaskLimits limits) {}
