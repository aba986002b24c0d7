package dev.tasktoken.examples.guide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.examples.guide.Shop.Studio;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Before the move: docs/migrating.md says what is wrong with it, and {@code MigratingWorkerTest} shows it. */
public final class HandWrittenWorker implements Runnable {
    private final ObjectMapper mapper = new ObjectMapper();
    private final SqsClient sqs;
    private final String queueUrl;
    private final SfnClient sfn;
    private final Studio studio;
    private final ScheduledExecutorService heartbeats;
    private final Duration every;

    public HandWrittenWorker(
            SqsClient sqs,
            String queueUrl,
            SfnClient sfn,
            Studio studio,
            ScheduledExecutorService heartbeats,
            Duration every) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.sfn = sfn;
        this.studio = studio;
        this.heartbeats = heartbeats;
        this.every = every;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            for (Message message : receive()) {
                try {
                    answer(mapper.readTree(message.body()));
                } catch (JsonProcessingException e) {
                    continue; // for the dead-letter queue
                }
                sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
            }
        }
    }

    private void answer(JsonNode body) {
        String token = body.get("taskToken").asText();
        ScheduledFuture<?> schedule = heartbeats.scheduleAtFixedRate(
                () -> sfn.sendTaskHeartbeat(heartbeat -> heartbeat.taskToken(token)),
                every.toMillis(),
                every.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            int frames = studio.render(body.get("title").asText());
            String output = mapper.writeValueAsString(Map.of("frames", frames));
            sfn.sendTaskSuccess(success -> success.taskToken(token).output(output));
        } catch (Exception e) {
            sfn.sendTaskFailure(failure ->
                    failure.taskToken(token).error(e.getClass().getName()).cause(e.getMessage()));
        } finally {
            schedule.cancel(false);
        }
    }

    private Iterable<Message> receive() {
        return sqs.receiveMessage(request ->
                        request.queueUrl(queueUrl).maxNumberOfMessages(10).waitTimeSeconds(20))
                .messages();
    }
}
