package dev.tasktoken.testkit.internal.definitions;

import java.time.Duration;
import java.util.Optional;

/** A definition that was read and found to be supported, every part of it. Read by {@link DefinitionReader}. */
public record Definition(StateGraph graph, Optional<Duration> timeout) {}
