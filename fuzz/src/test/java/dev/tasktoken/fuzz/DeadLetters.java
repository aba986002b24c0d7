package dev.tasktoken.fuzz;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.DeadLetterHandler;
import dev.tasktoken.lambda.SqsStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;

/** Hands records to functions of a dead-letter queue. */
final class DeadLetters {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What stands for the ids if the whole batch is redelivered. */
    private static final List<String> ALL = List.of("", "all");

    private DeadLetters() {}

    /**
     * What became of an event.
     *
     * @param failed the tokens of the tasks that were failed, or were tried to be
     * @param redelivered the ids of messages
     */
    record Handled(Set<String> failed, List<String> redelivered) {
        Handled {
            redelivered = redelivered.contains("") ? ALL : redelivered;
        }

        boolean isRedelivered() {
            return !redelivered.isEmpty();
        }

        /** Shows no token. */
        @Override
        public String toString() {
            return failed.size() + " failed, redelivered: " + redelivered;
        }
    }

    static Handled handled(List<DeadLetter> letters, ServiceAnswer answer) {
        SQSEvent event = new SQSEvent();
        event.setRecords(letters.stream().map(DeadLetter::record).collect(Collectors.toCollection(ArrayList::new)));
        return handled(
                answer,
                responder -> new DeadLetterHandler(responder)
                        .handleRequest(event, null).getBatchItemFailures().stream()
                                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                                .toList());
    }

    static Handled streamed(List<DeadLetter> letters, ServiceAnswer answer) {
        String event = JsonTexts.object(
                "Records", letters.stream().map(DeadLetter::json).collect(Collectors.joining(",", "[", "]")));
        return handled(answer, responder -> streamed(event, new Streamed(responder)));
    }

    private static List<String> streamed(String event, Streamed function) {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), response, null);
            List<String> ids = new ArrayList<>();
            for (JsonNode failure : JSON.readTree(response.toByteArray()).path("batchItemFailures")) {
                ids.add(failure.path("itemIdentifier").textValue());
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Handled handled(ServiceAnswer answer, Function<TokenResponder, List<String>> function) {
        Failures service = new Failures(answer, new TreeSet<>(), new ArrayList<>());
        TokenResponder responder = TokenResponder.builder().client(service).build();
        List<String> redelivered;
        try {
            redelivered = function.apply(responder);
        } catch (IllegalStateException e) {
            Outcome.requireNoToken(e);
            redelivered = ALL;
        }
        service.said.forEach(Outcome::requireNoToken);
        return new Handled(service.failed, redelivered);
    }

    private static final class Streamed extends SqsStreamHandler {
        Streamed(TokenResponder responder) {
            super(CallbackProcessor.deadLetters(responder));
        }
    }

    /** A service that gives each answer's sender the same reply, and takes no success. */
    private record Failures(ServiceAnswer answer, Set<String> failed, List<String> said) implements SfnClient {
        @Override
        public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
            said.add(request.error() + request.cause());
            failed.add(request.taskToken());
            answer.give();
            return SendTaskFailureResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
