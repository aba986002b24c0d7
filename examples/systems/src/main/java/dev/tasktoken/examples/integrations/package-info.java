/** One execution sends its tokens three times: through a queue, to a function and through a topic. */
@NullMarked
package dev.tasktoken.examples.integrations;

import org.jspecify.annotations.NullMarked;
