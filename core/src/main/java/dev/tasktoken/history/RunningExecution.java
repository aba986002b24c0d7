package dev.tasktoken.history;

import java.time.Instant;

/**
 * An execution as it is listed.
 *
 * @param arn its ARN
 * @param definition what its definition is one of: the ARN of the version it was started with, or of its state machine
 * @param started when it was started
 */
record RunningExecution(String arn, String definition, Instant started) {}
