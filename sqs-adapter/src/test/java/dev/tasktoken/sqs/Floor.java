package dev.tasktoken.sqs;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.processor.TaskHandler;
import dev.tasktoken.testkit.RecordingResponder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts workers and reports each handler call that begins. Closing it stops the workers. */
final class Floor implements AutoCloseable {
    final RecordingResponder stepFunctions = RecordingResponder.create();
    final TokenResponder responder = stepFunctions.responder();
    private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
    private final List<SqsWorker> workers = new ArrayList<>();

    /** Decides the outcome of a handler call from the order's number and the receive count. */
    @FunctionalInterface
    interface Work {
        @Nullable Object on(int number, CallbackTask task) throws Exception;
    }

    CallbackProcessor<Records.Order> processor(Work work) {
        TaskHandler<Records.Order> handler = (order, task) -> {
            begun.add(order.number());
            return work.on(order.number(), task);
        };
        return CallbackProcessor.of(responder, Records.Order.class, handler);
    }

    /** A worker with short waits. */
    SqsWorker.Builder worker(String queueUrl, Work work) {
        return SqsWorker.builder(Queues.client(), queueUrl, processor(work))
                .redeliveryDelay(Duration.ZERO, Duration.ZERO);
    }

    SqsWorker start(SqsWorker.Builder worker) {
        SqsWorker started = worker.build().start();
        workers.add(started);
        return started;
    }

    /** Waits for work to begin, so often, and returns the numbers in their order. */
    List<Integer> awaitBegun(int count) throws InterruptedException {
        List<Integer> numbers = new ArrayList<>();
        while (numbers.size() < count) {
            numbers.add(begun.take());
        }
        return numbers;
    }

    /** Waits for work to begin, at most so long, and returns the numbers of what began. */
    List<Integer> awaitBegunWithin(Duration time) throws InterruptedException {
        List<Integer> numbers = new ArrayList<>();
        Integer first = begun.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            numbers.add(first);
            begun.drainTo(numbers);
        }
        return numbers;
    }

    /** Work that began and was not asked for yet. */
    List<Integer> begun() {
        return List.copyOf(begun);
    }

    /** Waits for a latch although interrupted, as bad work does. */
    static void awaitStubbornly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                done = false;
            }
        }
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.stop(Duration.ofSeconds(5)));
    }
}
