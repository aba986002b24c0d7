/** A user of the SNS adapter who has only one of its optional libraries. */
@NullMarked
package dev.tasktoken.consumer.snslambda;

import org.jspecify.annotations.NullMarked;
