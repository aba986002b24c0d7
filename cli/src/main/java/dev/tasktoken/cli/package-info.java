/**
 * The command line: finds the open tasks of executions, answers them, and lints definitions. It is a program and no
 * library; nothing depends on it.
 *
 * <p>Start at {@link dev.tasktoken.cli.TasktokenCommand}. What the commands print and accept is described in
 * {@code docs/command-line.md}.
 */
@NullMarked
package dev.tasktoken.cli;

import org.jspecify.annotations.NullMarked;
