package dev.tasktoken.spring;

import dev.tasktoken.sqs.SqsWorker;
import dev.tasktoken.sqs.SqsWorkerStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Runs the workers of all methods with {@link TaskTokenListener}. They are the last to start and the first to stop with
 * the application context, so that a handler finds everything running that it needs. A stop waits for handlers in
 * progress, at most {@code tasktoken.listener.shutdown-timeout}, even if Spring waits less long for its phase: what the
 * handlers need is destroyed after them. A context that is started again polls again.
 *
 * <p>A bean of this type is always there. Thread-safe.
 */
public final class TaskTokenListeners
        implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(TaskTokenListeners.class);

    private final ListenerMethods methods;
    private final ListenerWorkers workers;
    private final boolean autoStartup;
    private final ApplicationContext context;
    private volatile Map<String, SqsWorker> running = Map.of();
    private volatile boolean isRunning;

    TaskTokenListeners(
            ListenerMethods methods, ListenerWorkers workers, boolean autoStartup, ApplicationContext context) {
        this.methods = methods;
        this.workers = workers;
        this.autoStartup = autoStartup;
        this.context = context;
    }

    /**
     * Returns the state of each listener's worker.
     *
     * @return by the listeners' ids; empty before the first start
     */
    public Map<String, SqsWorkerStatus> statuses() {
        Map<String, SqsWorkerStatus> statuses = new LinkedHashMap<>();
        running.forEach((id, worker) -> statuses.put(id, worker.status()));
        return statuses;
    }

    /** Looks up all queues, then starts all workers. */
    @Override
    public synchronized void start() {
        if (!isRunning) {
            running = build();
            running.values().forEach(SqsWorker::start);
            isRunning = true;
            LOG.debug("Polling for {}", running.keySet());
        }
    }

    /** Stops all workers, at the same time. */
    @Override
    public synchronized void stop() {
        CompletableFuture.allOf(running.values().stream()
                        .map(worker -> CompletableFuture.runAsync(worker::stop, TaskTokenListeners::onThread))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        isRunning = false; // only now: Spring does not wait for what is not running
    }

    /** Stops without keeping other beans of the same phase from stopping. */
    @Override
    public void stop(Runnable callback) {
        onThread(() -> {
            try {
                stop();
            } finally {
                callback.run();
            }
        });
    }

    /** Begins the stop before beans of the same phase, some of which let others wait while they stop. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext() == context) {
            onThread(this::stop);
        }
    }

    /** Waits for a stop that Spring no longer waited for. */
    @Override
    public void destroy() {
        running.values().forEach(SqsWorker::stop);
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public boolean isAutoStartup() {
        return autoStartup;
    }

    private static void onThread(Runnable stop) {
        new Thread(stop, "tasktoken-stop").start();
    }

    private Map<String, SqsWorker> build() {
        Map<String, SqsWorker> built = new LinkedHashMap<>();
        Map<String, String> pollers = new HashMap<>();
        methods.askForAll(context);
        for (ListenerMethod method : methods.all()) {
            String queueUrl = workers.queueUrl(method);
            String other = pollers.putIfAbsent(queueUrl, method.description());
            if (other != null) {
                throw new InvalidListenerException(
                        method.description(),
                        "polls the queue of " + other + ": each would receive some of its messages");
            }
            if (built.put(method.id(), workers.worker(method, queueUrl)) != null) {
                throw new InvalidListenerException(method.description(), "has the id of another one: " + method.id());
            }
        }
        return built;
    }
}
