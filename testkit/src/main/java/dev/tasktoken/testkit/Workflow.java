package dev.tasktoken.testkit;

/** What the executions of one LocalStepFunctions share. */
record Workflow(Engine engine, OpenTasks openTasks, String region) {}
