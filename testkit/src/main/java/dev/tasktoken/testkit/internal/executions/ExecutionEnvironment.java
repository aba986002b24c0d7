package dev.tasktoken.testkit.internal.executions;

import dev.tasktoken.testkit.internal.engine.Engine;

/** What the executions of one LocalStepFunctions share. */
public record ExecutionEnvironment(Engine engine, OpenTasks openTasks, String region) {}
