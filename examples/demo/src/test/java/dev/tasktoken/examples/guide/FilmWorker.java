package dev.tasktoken.examples.guide;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.Shop.Studio;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsWorker;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** {@link HandWrittenWorker} after the move. */
public final class FilmWorker {
    private FilmWorker() {}

    record Film(String title) {}

    public static SqsWorker start(
            SqsClient sqs, String queueUrl, TokenResponder responder, Studio studio, Duration every, Duration hidden) {
        CallbackProcessor<Film> processor = CallbackProcessor.builder(responder, Film.class)
                .heartbeatEvery(every)
                .handler(film -> Map.of("frames", studio.render(film.title())))
                .build();
        return SqsWorker.builder(sqs, queueUrl, processor)
                .visibilityTimeout(hidden)
                .build()
                .start();
    }
}
