/** A user of the SQS adapter who has only one of its optional libraries. */
@NullMarked
package dev.tasktoken.consumer.sqssdk;

import org.jspecify.annotations.NullMarked;
