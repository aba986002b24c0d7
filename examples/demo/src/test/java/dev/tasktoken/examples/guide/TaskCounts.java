package dev.tasktoken.examples.guide;

import dev.tasktoken.TaskStatus;
import dev.tasktoken.processor.CallbackEvent;
import dev.tasktoken.processor.CallbackListener;
import dev.tasktoken.processor.Settlement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The listener of docs/operating.md; {@code OperatingGuideTest} runs it. */
public final class TaskCounts implements CallbackListener {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    @Override
    public void received(CallbackEvent event) {
        count(event.receiveCount().orElse(1) > 1 ? "redelivered" : "received");
    }

    @Override
    public void heartbeatLost(CallbackEvent event, TaskStatus status) {
        count("heartbeatLost." + status);
    }

    @Override
    public void settled(CallbackEvent event, Settlement settlement, Duration took) {
        count("settled." + settlement.getClass().getSimpleName());
    }

    private void count(String name) {
        counts.computeIfAbsent(name, unknown -> new LongAdder()).increment();
    }

    public long of(String name) {
        LongAdder count = counts.get(name);
        return count == null ? 0 : count.sum();
    }
}
