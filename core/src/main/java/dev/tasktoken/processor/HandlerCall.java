package dev.tasktoken.processor;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.Responder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.InvalidPayloadException;
import dev.tasktoken.service.PausedWork;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Binds a task's payload, calls the handler with it, and prepares the answer, all while the task's heartbeats go on.
 */
final class HandlerCall<T> implements Callable<@Nullable PreparedAnswer> {
    private final CallbackTask task;
    private final Function<CallbackEnvelope, T> binding;
    private final TaskHandler<T> handler;
    private final Responder<PausedWork> responder;
    private final LongSupplier nanoTime;
    private volatile @Nullable Long begun;

    /** The payload did not bind, so no handler was called. */
    static final class Unbound extends Exception {
        private static final long serialVersionUID = 1;

        private Unbound(InvalidPayloadException reason) {
            super(reason.getMessage(), reason, false, false);
        }
    }

    HandlerCall(
            CallbackTask task,
            Function<CallbackEnvelope, T> binding,
            TaskHandler<T> handler,
            Responder<PausedWork> responder,
            LongSupplier nanoTime) {
        this.task = task;
        this.binding = binding;
        this.handler = handler;
        this.responder = responder;
        this.nanoTime = nanoTime;
    }

    /** When the handler began; null before that. */
    @Nullable Long begun() {
        return begun;
    }

    /** Returns null if the answer is deferred. */
    @Override
    public @Nullable PreparedAnswer call() throws Exception {
        T payload = bind();
        begun = nanoTime.getAsLong();
        Object result = await(handler.handle(payload, task));
        return task.isDeferred() ? null : responder.prepare(task, result);
    }

    private T bind() throws Unbound {
        try {
            return binding.apply(task.envelope());
        } catch (InvalidPayloadException e) {
            throw new Unbound(e);
        }
    }

    /** A handler may answer with a stage, or a stage of a stage; what is sent is what they end in. */
    private static @Nullable Object await(@Nullable Object result) throws Exception {
        Object awaited = result;
        while (awaited instanceof CompletionStage<?> || awaited instanceof Future<?>) {
            awaited = awaited instanceof CompletionStage<?> stage
                    ? stage.toCompletableFuture().get()
                    : ((Future<?>) awaited).get();
        }
        return awaited;
    }
}
