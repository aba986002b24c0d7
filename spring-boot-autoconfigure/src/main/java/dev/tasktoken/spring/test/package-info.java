/**
 * Tests of listeners with Step Functions and queues in the JVM. Start at
 * {@link dev.tasktoken.spring.test.TaskTokenTest}.
 */
@NullMarked
package dev.tasktoken.spring.test;

import org.jspecify.annotations.NullMarked;
