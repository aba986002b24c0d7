/** A user of the Lambda adapter who has only one of its optional libraries. */
@NullMarked
package dev.tasktoken.consumer.lambdaevents;

import org.jspecify.annotations.NullMarked;
