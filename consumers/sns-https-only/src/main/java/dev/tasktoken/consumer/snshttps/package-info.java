/** A user of the SNS adapter who has only one of its optional libraries. */
@NullMarked
package dev.tasktoken.consumer.snshttps;

import org.jspecify.annotations.NullMarked;
