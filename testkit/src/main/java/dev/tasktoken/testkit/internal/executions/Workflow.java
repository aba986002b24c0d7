package dev.tasktoken.testkit.internal.executions;

import dev.tasktoken.testkit.internal.engine.Engine;

/** What the executions of one LocalStepFunctions share. */
public record Workflow(Engine engine, OpenTasks openTasks, String region) {}
