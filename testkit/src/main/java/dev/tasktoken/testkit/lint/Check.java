package dev.tasktoken.testkit.lint;

import java.util.function.Consumer;

/** Looks at one state for one kind of mistake. */
@FunctionalInterface
interface Check {
    void check(LintedState state, Consumer<LintFinding> findings);
}
