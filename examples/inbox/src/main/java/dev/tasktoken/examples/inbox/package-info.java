/** An inbox in a Spring MVC service and in a function, and decisions out of Slack and Teams. */
@NullMarked
package dev.tasktoken.examples.inbox;

import org.jspecify.annotations.NullMarked;
