package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What an execution was started with.
 *
 * @param inputText the input as it was sent
 * @param input the same, parsed
 */
public record ExecutionStart(String arn, String name, String inputText, JsonNode input, Instant time) {
    /** Names the execution only: its input may hold a token. */
    @Override
    public String toString() {
        return "ExecutionStart[" + arn + "]";
    }
}
