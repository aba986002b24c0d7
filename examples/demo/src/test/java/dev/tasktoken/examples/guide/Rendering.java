package dev.tasktoken.examples.guide;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.Heartbeat;
import dev.tasktoken.Heartbeats;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.DeadlineAction;
import dev.tasktoken.sqs.SqsWorker;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The code of docs/long-work.md; {@code LongWorkGuideTest} runs it. */
public final class Rendering {
    private Rendering() {}

    public record Film(String title) {}

    /** Work that takes hours, and looks now and then whether anybody still wants it. */
    @FunctionalInterface
    public interface Renderer {
        int render(Film film, BooleanSupplier isUnwanted) throws Exception;
    }

    /** Work that must not be done twice. */
    @FunctionalInterface
    public interface Laboratory {
        int order(Film film, String idempotencyKey);
    }

    public static CallbackProcessor<Film> processor(TokenResponder responder, Renderer renderer, Duration heartbeat) {
        return CallbackProcessor.builder(responder, Film.class)
                .heartbeatEvery(heartbeat.dividedBy(3)) // heartbeat is the state's HeartbeatSeconds
                .heartbeatTimeout(heartbeat)
                .interruptHandler(true) // for work that blocks and does not ask
                .handler((film, task) -> Map.of("frames", renderer.render(film, task::isClosed)))
                .build();
    }

    public static SqsWorker worker(SqsClient sqs, String queueUrl, CallbackProcessor<Film> processor) {
        SqsWorker worker = SqsWorker.builder(sqs, queueUrl, processor)
                .concurrency(4)
                .visibilityTimeout(Duration.ofMinutes(2)) // a killed worker's message comes back after this
                .shutdownTimeout(Duration.ofSeconds(20)) // ECS and Kubernetes follow SIGTERM by SIGKILL after 30 s
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "stop"));
        worker.start();
        return worker;
    }

    public static CallbackProcessor<Film> once(TokenResponder responder, Laboratory laboratory) {
        return CallbackProcessor.of(
                responder, Film.class, (film, task) -> laboratory.order(film, task.idempotencyKey()));
    }

    public static CallbackProcessor<Film> inAFunction(TokenResponder responder, Renderer renderer) {
        return CallbackProcessor.builder(responder, Film.class)
                .atDeadline(DeadlineAction.FAIL_TASK) // or REDELIVER, the default
                .deadlineMargin(Duration.ofSeconds(5))
                .handler((film, task) -> Map.of("frames", renderer.render(film, task::isClosed)))
                .build();
    }

    public static CallbackProcessor<Film> handOver(TokenResponder responder, BiConsumer<Film, TaskToken> farm) {
        return CallbackProcessor.builder(responder, Film.class)
                .action((film, task) -> {
                    farm.accept(film, task.taskToken()); // before deferring: whoever answers needs it
                    task.defer();
                })
                .build();
    }

    public static AnswerOutcome elsewhere(
            TokenResponder responder, TaskToken taskToken, Film film, Renderer renderer, Duration heartbeat)
            throws InterruptedException {
        Heartbeats heartbeats = Heartbeats.builder(responder, heartbeat.dividedBy(3))
                .timeout(heartbeat)
                .build(); // one for all tasks
        int frames;
        try (Heartbeat alive = heartbeats.start(taskToken)) {
            frames = renderer.render(film, alive::isClosed);
        } catch (InterruptedException e) {
            throw e; // a shutdown is not the task's failure: nothing is sent
        } catch (Exception e) {
            return responder.fail(taskToken, e);
        }
        return responder.succeed(taskToken, Map.of("frames", frames));
    }
}
