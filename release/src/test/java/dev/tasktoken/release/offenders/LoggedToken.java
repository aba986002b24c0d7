package dev.tasktoken.release.offenders;

import dev.tasktoken.TaskToken;

/** Would be logged, with its token. */
public record LoggedToken(TaskToken token) {}
