package dev.tasktoken.simulation;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** One process's client of the queue. */
final class SimulatedSqsClient implements SqsClient {
    private final SimulatedQueue queue;
    private final SimulatedProcess process;

    SimulatedSqsClient(SimulatedQueue queue, SimulatedProcess process) {
        this.queue = queue;
        this.process = process;
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        return process.call(
                "ReceiveMessage",
                Fault.OF_WRITES.subList(0, 4),
                attempts -> ReceiveMessageResponse.builder()
                        .messages(queue.receive(
                                request.maxNumberOfMessages() == null ? 1 : request.maxNumberOfMessages()))
                        .build(),
                SimulatedSqsClient::unreachable);
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        return process.call(
                "DeleteMessage " + request.receiptHandle(),
                Fault.OF_WRITES,
                attempts -> {
                    queue.delete(request.receiptHandle());
                    return DeleteMessageResponse.builder().build();
                },
                SimulatedSqsClient::unreachable);
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        return process.call(
                "SendMessage",
                Fault.OF_WRITES,
                attempts -> SendMessageResponse.builder()
                        .messageId(queue.send(request.messageBody()))
                        .build(),
                SimulatedSqsClient::unreachable);
    }

    private static RuntimeException unreachable() {
        return SdkClientException.create("Read timed out");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
