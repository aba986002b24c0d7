package dev.tasktoken.examples.expense;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.Responder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.lambda.ApiGatewayEvents;
import dev.tasktoken.lambda.CallbackStreamHandler;
import dev.tasktoken.lambda.EventBridgeEvents;
import dev.tasktoken.lambda.LambdaPayloads;
import dev.tasktoken.lambda.SnsEvents;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.lambda.SqsStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.service.WorkKind;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.testkit.RecordingCallbacks;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Each message through each adapter: a task's answer at Step Functions, a callback's at Lambda, and never a wrong one.
 */
class ConfusionMatrixTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String T = TestTokens.numbered(1);
    private static final String C = "c2FnYSs4L3g+PD8rLzE3MjM5MTI4MzcxMjM4Nw==";

    private final RecordingResponder tasks = RecordingResponder.create();
    private final RecordingCallbacks callbacks = RecordingCallbacks.create();

    /** How a message arrives. What is not settled may be thrown. */
    enum Adapter {
        CORE {
            @Override
            void process(String body, CallbackProcessor<?> processor) {
                processor.process(Delivery.of(body)).acknowledgedOrThrow();
            }
        },
        SQS_WORKER {
            @Override
            void process(String body, CallbackProcessor<?> processor) {
                SqsMessages.process(Message.builder().messageId("m").body(body).build(), processor)
                        .acknowledgedOrThrow();
            }
        },
        SQS_EVENT {
            @Override
            void process(String body, CallbackProcessor<?> processor) {
                SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
                message.setMessageId("m");
                message.setBody(body);
                SqsEvents.process(message, processor).acknowledgedOrThrow();
            }
        },
        SQS_STREAM {
            @Override
            void process(String body, CallbackProcessor<?> processor) throws Exception {
                ObjectNode event = MAPPER.createObjectNode();
                event.putArray("Records").addObject().put("messageId", "m").put("body", body);
                stream(new SqsStreamHandler(processor) {}, event.toString());
            }
        },
        DIRECT_STREAM {
            @Override
            void process(String body, CallbackProcessor<?> processor) throws Exception {
                stream(new CallbackStreamHandler(processor) {}, body);
            }
        },
        SNS_EVENT {
            @Override
            void process(String body, CallbackProcessor<?> processor) {
                SNSEvent.SNSRecord record = new SNSEvent.SNSRecord();
                record.setSns(new SNSEvent.SNS().withMessageId("m").withMessage(body));
                SnsEvents.process(record, processor).acknowledgedOrThrow();
            }
        },
        SNS_IN_SQS {
            @Override
            void process(String body, CallbackProcessor<?> processor) throws Exception {
                ObjectNode notification = MAPPER.createObjectNode();
                notification.put("Type", "Notification").put("MessageId", "m").put("TopicArn", "arn:aws:sns:a:b:c");
                SQS_WORKER.process(notification.put("Message", body).toString(), processor);
            }
        },
        EVENT_BRIDGE {
            @Override
            void process(String body, CallbackProcessor<?> processor) throws Exception {
                ScheduledEvent event = new ScheduledEvent();
                event.setId("m");
                event.setDetail(new LinkedHashMap<>(map(body)));
                EventBridgeEvents.process(event, null, processor).acknowledgedOrThrow();
            }
        },
        DIRECT_PAYLOAD {
            @Override
            void process(String body, CallbackProcessor<?> processor) throws Exception {
                LambdaPayloads.process(map(body), null, processor).acknowledgedOrThrow();
            }
        },
        HTTP_API {
            @Override
            void process(String body, CallbackProcessor<?> processor) {
                APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
                event.setRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod("POST")
                                .build())
                        .build());
                event.setBody(body);
                ApiGatewayEvents.process(event, null, processor).acknowledgedOrThrow();
            }
        },
        REST_API {
            @Override
            void process(String body, CallbackProcessor<?> processor) {
                ApiGatewayEvents.process(
                                new APIGatewayProxyRequestEvent()
                                        .withHttpMethod("POST")
                                        .withBody(body),
                                null,
                                processor)
                        .acknowledgedOrThrow();
            }
        };

        abstract void process(String body, CallbackProcessor<?> processor) throws Exception;

        private static void stream(RequestStreamHandler handler, String event) throws Exception {
            handler.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                    new ByteArrayOutputStream(),
                    null);
        }

        @SuppressWarnings("unchecked") // a JSON object is a map of texts
        private static Map<String, Object> map(String body) throws Exception {
            return MAPPER.readValue(body, Map.class);
        }
    }

    /** What a message carries. */
    enum Carries {
        TASK("{\"taskToken\":\"" + T + "\",\"expenseId\":\"e\",\"employee\":\"Ada\",\"euros\":1}"),
        CALLBACK("{\"callbackId\":\"" + C + "\",\"expenseId\":\"e\",\"employee\":\"Ada\",\"euros\":1}"),
        CALLBACK_AND_NULL("{\"taskToken\":null,\"callbackId\":\"" + C
                + "\",\"expenseId\":\"e\",\"employee\":\"Ada\",\"euros\":1}"),
        BOTH("{\"taskToken\":\"" + T + "\",\"callbackId\":\"" + C
                + "\",\"expenseId\":\"e\",\"employee\":\"Ada\",\"euros\":1}"),
        EITHER("{\"callbackToken\":\"" + C + "\",\"expenseId\":\"e\",\"employee\":\"Ada\",\"euros\":1}"),
        NONE("{\"expenseId\":\"e\",\"employee\":\"Ada\",\"euros\":1}");

        private final String body;

        Carries(String body) {
            this.body = body;
        }
    }

    static Stream<Arguments> matrix() {
        return Stream.of(Adapter.values())
                .flatMap(adapter -> Stream.of(Carries.values()).map(message -> Arguments.of(adapter, message)));
    }

    private CallbackProcessor<JsonNode> processor(Responder<?> responder, WorkKind first, WorkKind... more) {
        return CallbackProcessor.builder(responder, JsonNode.class)
                .reader(CallbackReader.builder().reads(first, more).build())
                .handler((payload, task) -> payload.path("expenseId"))
                .build();
    }

    private static void process(Adapter adapter, Carries message, CallbackProcessor<?> processor) {
        try {
            adapter.process(message.body, processor);
        } catch (Exception refused) {
            assertThat(String.valueOf(refused.getMessage())).doesNotContain(T, C);
        }
    }

    private void assertAnswered(boolean task, boolean callback) {
        assertThat(tasks.answers()).hasSize(task ? 1 : 0);
        assertThat(callbacks.calls().stream().filter(call -> call.isAnswer()).count())
                .isEqualTo(callback ? 1 : 0);
        assertThat(tasks.task(T).isOpen()).isEqualTo(!task);
        assertThat(callbacks.callback(C).isOpen()).isEqualTo(!callback);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("matrix")
    void aReaderOfBothAnswersTheOneThatThereIs(Adapter adapter, Carries message) {
        Responder<?> both = Responder.both(tasks.responder(), callbacks.responder());

        process(adapter, message, processor(both, WorkKind.TASK, WorkKind.CALLBACK));

        boolean isCallback = message == Carries.CALLBACK || message == Carries.CALLBACK_AND_NULL;
        assertAnswered(message == Carries.TASK, isCallback);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("matrix")
    void aReaderOfCallbacksNeverAnswersATask(Adapter adapter, Carries message) {
        process(adapter, message, processor(callbacks.responder(), WorkKind.CALLBACK));

        assertAnswered(false, message != Carries.TASK && message != Carries.NONE);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("matrix")
    void aReaderOfTasksNeverAnswersACallback(Adapter adapter, Carries message) {
        process(adapter, message, processor(tasks.responder(), WorkKind.TASK));

        assertThat(callbacks.calls()).isEmpty();
        assertThat(tasks.task(T).isOpen()).isEqualTo(message != Carries.TASK && message != Carries.BOTH);
    }

    @Test
    void aProcessorIsNotBuiltWithAResponderThatCannotAnswerWhatItReads() {
        assertThatIllegalStateException()
                .isThrownBy(() -> processor(tasks.responder(), WorkKind.TASK, WorkKind.CALLBACK))
                .withMessageContaining("CALLBACK");
        assertThatIllegalStateException()
                .isThrownBy(() -> processor(callbacks.responder(), WorkKind.TASK))
                .withMessageContaining("TASK");
    }

    @ParameterizedTest
    @EnumSource(Adapter.class)
    void aHandlerThatAnswersByTheWrongResponderAnswersNothing(Adapter adapter) throws Exception {
        Responder<?> both = Responder.both(tasks.responder(), callbacks.responder());
        CallbackProcessor<JsonNode> processor = CallbackProcessor.builder(both, JsonNode.class)
                .reader(CallbackReader.builder()
                        .reads(WorkKind.TASK, WorkKind.CALLBACK)
                        .build())
                .action((payload, task) -> {
                    assertThatThrownBy(() -> tasks.responder().succeed(task, "wrong"))
                            .isInstanceOf(InvalidTaskTokenException.class);
                    callbacks.responder().succeed(task, "right");
                    task.defer();
                })
                .build();

        adapter.process(Carries.CALLBACK.body, processor);

        assertThat(tasks.calls()).isEmpty();
        assertThat(callbacks.callback(C)).succeeded().withOutput("\"right\"");
    }
}
