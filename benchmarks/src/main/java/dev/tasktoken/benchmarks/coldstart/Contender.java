package dev.tasktoken.benchmarks.coldstart;

/** One of the things that are compared. */
record Contender(String name, DeployedFunction function, Surroundings surroundings) {}
