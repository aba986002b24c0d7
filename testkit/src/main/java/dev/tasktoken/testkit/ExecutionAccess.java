package dev.tasktoken.testkit;

import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.executions.OpenTasks;
import dev.tasktoken.testkit.internal.functions.FunctionRegistry;
import java.time.Duration;

/** How an execution of one LocalStepFunctions is waited for and looked into. */
record ExecutionAccess(Engine engine, OpenTasks openTasks, FunctionRegistry functions, Duration patience) {}
