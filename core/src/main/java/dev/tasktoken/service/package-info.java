/**
 * The service whose paused work is answered, as the rest of this library sees it: an id, three calls, and what each of
 * its errors means. Step Functions is one such service; {@code tasktoken-durable-adapter} has that of Lambda's durable
 * functions.
 *
 * <p>Start at {@code AnswerService}.
 */
@NullMarked
package dev.tasktoken.service;

import org.jspecify.annotations.NullMarked;
