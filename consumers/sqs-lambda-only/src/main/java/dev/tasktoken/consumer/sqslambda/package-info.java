/** A user of the SQS adapter who has only one of its optional libraries. */
@NullMarked
package dev.tasktoken.consumer.sqslambda;

import org.jspecify.annotations.NullMarked;
