package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueMappingTest {
    private final QueueMapping mapping = QueueMapping.defaults();

    @Test
    void hasLambdasDefaults() {
        assertThat(mapping).hasToString("QueueMapping[BatchSize 10, window PT0S, ReportBatchItemFailures false]");
    }

    @Test
    void eachSettingLeavesTheOthers() {
        assertThat(mapping.reportBatchItemFailures().batchSize(100).batchWindow(Duration.ofSeconds(5)))
                .hasToString("QueueMapping[BatchSize 100, window PT5S, ReportBatchItemFailures true]");
        assertThat(mapping.batchWindow(Duration.ofMinutes(5)).batchSize(10_000).reportBatchItemFailures())
                .hasToString("QueueMapping[BatchSize 10000, window PT5M, ReportBatchItemFailures true]");
    }

    @Test
    void refusesWhatLambdaRefuses() {
        assertThatThrownBy(() -> mapping.batchSize(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mapping.batchSize(10_001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mapping.batchWindow(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mapping.batchWindow(Duration.ofSeconds(301)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
