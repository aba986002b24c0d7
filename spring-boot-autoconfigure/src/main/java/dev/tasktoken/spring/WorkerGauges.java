package dev.tasktoken.spring;

import dev.tasktoken.sqs.SqsWorkerStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** Gauges of the workers, those of the current start of the application context. */
final class WorkerGauges implements MeterBinder {
    private final TaskTokenListeners listeners;
    private final ListenerMethods methods;

    WorkerGauges(TaskTokenListeners listeners, ListenerMethods methods) {
        this.listeners = listeners;
        this.methods = methods;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (ListenerMethod method : methods.all()) {
            bind(
                    registry,
                    "tasktoken.worker.in.flight",
                    "Messages whose handler runs or whose answer is sent",
                    method,
                    SqsWorkerStatus::inFlight);
            bind(
                    registry,
                    "tasktoken.worker.receiving",
                    "1 while the worker's polls succeed, else 0",
                    method,
                    status -> status.isReceiving() ? 1 : 0);
        }
    }

    private void bind(
            MeterRegistry registry,
            String name,
            String description,
            ListenerMethod method,
            ToDoubleFunction<SqsWorkerStatus> value) {
        Gauge.builder(name, listeners, all -> value(all, method.id(), value))
                .description(description)
                .tag("listener", method.id())
                .register(registry);
    }

    private static double value(TaskTokenListeners all, String id, ToDoubleFunction<SqsWorkerStatus> value) {
        SqsWorkerStatus status = all.statuses().get(id);
        return status == null ? 0 : value.applyAsDouble(status);
    }
}
