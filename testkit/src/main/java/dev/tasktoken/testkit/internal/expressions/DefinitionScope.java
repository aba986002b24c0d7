package dev.tasktoken.testkit.internal.expressions;

import dev.tasktoken.testkit.internal.values.Diagnostics;

/**
 * What all objects of one definition share.
 *
 * @param language the machine's query language, which states have that name none
 * @param diagnostics the problems found so far
 */
public record DefinitionScope(QueryLanguage language, Diagnostics diagnostics) {}
