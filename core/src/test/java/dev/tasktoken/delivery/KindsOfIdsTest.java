package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.CallbackId;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.Tokens;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader of tasks, of callbacks and of both makes of each message: the id of the right kind, or an error. */
class KindsOfIdsTest {
    private static final String T = Tokens.number(1);
    /** Longer than any callback id. */
    private static final String L = T + "a".repeat(CallbackId.MAX_LENGTH);

    private static final String C = "c2FnYSs4L3g+PD8rLzE3MjM5MTI4MzcxMjM4Nw==";

    private static final CallbackReader TASKS = CallbackReader.standard();
    private static final CallbackReader CALLBACKS =
            CallbackReader.builder().reads(WorkKind.CALLBACK).build();
    private static final CallbackReader BOTH =
            CallbackReader.builder().reads(WorkKind.TASK, WorkKind.CALLBACK).build();

    private record Expense(int amount) {}

    private static String read(CallbackReader reader, String message) {
        try {
            WorkId id = reader.read(message.replace("'", "\"")
                            .replace("$T", T)
                            .replace("$C", C)
                            .replace("$L", L))
                    .workId();
            return id instanceof TaskToken ? "token " + id.value() : "callback " + id.value();
        } catch (AmbiguousTokenException e) {
            return "ambiguous";
        } catch (TokenNotFoundException e) {
            return "none";
        } catch (InvalidTaskTokenException e) {
            return "invalid";
        }
    }

    private static String filled(String expected) {
        return expected.replace("$T", T).replace("$C", C).replace("$L", L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // message | tasks | callbacks | both
                "{'taskToken':'$T'} | token $T | none | token $T",
                "{'callbackId':'$C'} | none | callback $C | callback $C",
                "{'callback_id':'$C'} | none | callback $C | callback $C",
                "{'CALLBACK_ID':'$C'} | none | callback $C | callback $C",
                "{'expenseCallbackId':'$C'} | none | callback $C | callback $C",
                "{'detail':{'callbackId':'$C'}} | none | callback $C | callback $C",
                "{'order':{'callbackId':'$C'}} | none | callback $C | callback $C",
                "{'taskToken':'$T','callbackId':'cb-17'} | token $T | invalid | token $T",
                "{'taskToken':'$T','callbackId':'$C'} | token $T | callback $C | ambiguous",
                "{'taskToken':'$T','order':{'callbackId':'$C'}} | token $T | ambiguous | ambiguous",
                "{'callbackId':'$C','order':{'taskToken':'$T'}} | token $T | callback $C | ambiguous",
                "{'taskToken':null,'callbackId':'$C'} | none | callback $C | callback $C",
                "{'taskToken':'','callbackId':'$C'} | invalid | callback $C | callback $C",
                "{'taskToken':'$T','callbackId':null} | token $T | none | token $T",
                "{'taskToken':'$$.Task.Token','callbackId':'$C'} | invalid | callback $C | ambiguous",
                "{'resume':'$$.Task.Token','x':{'callbackId':'$C'}} | invalid | callback $C | ambiguous",
                "{'callbackToken':'$C','link':'https://x.example/?callbackId=$T'} | token $C | ambiguous | ambiguous",
                "{'callbackToken':'$T'} | token $T | callback $T | ambiguous",
                "{'callbackToken':'$L'} | token $L | invalid | token $L",
                "{'callbackToken':'$C'} | token $C | callback $C | ambiguous",
                "{'callbackToken':'a-b_c'} | token a-b_c | invalid | token a-b_c",
                "{'callbackToken':'$C','callbackId':'$C'} | token $C | callback $C | callback $C",
                "{'callbackToken':'$T','taskToken':'$T'} | token $T | callback $T | token $T",
                "{'callbackToken':'$C','taskToken':'$T'} | token $T | callback $C | ambiguous",
                "{'token':'abc','callbackId':'$C'} | token abc | callback $C | callback $C",
                "{'token':'$T','callbackId':'$C'} | token $T | callback $C | ambiguous",
                "{'Task':{'Token':'$T'},'callbackId':'$C'} | token $T | callback $C | ambiguous",
                "{'input':{'callbackId':'$C'}} | none | none | none",
                "{'callbackId':'cb-17'} | none | invalid | invalid",
                "{'callbackId':''} | none | invalid | invalid",
                "{'amount':17} | none | none | none"
            })
    void isTheRightOneOrAnError(String message, String tasks, String callbacks, String both) {
        assertThat(read(TASKS, message)).isEqualTo(filled(tasks));
        assertThat(read(CALLBACKS, message)).isEqualTo(filled(callbacks));
        assertThat(read(BOTH, message)).isEqualTo(filled(both));
    }

    /** The last text, which is not opened, may hold the other kind's id. */
    @Test
    void readersOfBothRefuseMoreTextsThanTheyOpen() {
        StringBuilder message = new StringBuilder("{'callbackId':'$C'");
        for (int i = 0; i < 32; i++) {
            message.append(",'text").append(i).append("':'{}'");
        }

        assertThat(read(BOTH, message + "}")).isEqualTo("callback " + C);
        assertThat(read(BOTH, message + ",'text':'{\\'taskToken\\':\\'$T\\'}'}"))
                .isEqualTo("ambiguous");
    }

    @Test
    void attributesCountLikeTheMessagesOwnKeys() {
        Delivery callback =
                Delivery.builder("{\"amount\":17}").attribute("CallbackId", C).build();
        Delivery either = Delivery.builder("{\"amount\":17}")
                .attribute("CallbackId", C)
                .attribute("TaskToken", T)
                .build();

        assertThat(BOTH.read(callback).callbackId()).isEqualTo(CallbackId.of(C));
        assertThat(CALLBACKS.read(callback).tokenPlace()).isEqualTo("attribute CallbackId");
        assertThatThrownBy(() -> TASKS.read(callback)).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> BOTH.read(either))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageContaining("attribute TaskToken")
                .hasMessageContaining("attribute CallbackId")
                .hasMessageNotContaining(C);
    }

    /** Where an id was meant to stand, no other of its kind takes its place. */
    @Test
    void nothingTakesThePlaceOfAnAttributeWithoutAText() {
        String tasks = "{\"order\":{\"taskToken\":\"" + T + "\"}}";
        String callbacks = "{\"order\":{\"callbackId\":\"" + C + "\"}}";

        assertThatThrownBy(() -> TASKS.read(withoutText(tasks, "TaskToken", "Binary", "AA==")))
                .isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> CALLBACKS.read(withoutText(callbacks, "CallbackId", "Binary", "AA==")))
                .isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> CALLBACKS.read(withoutText(callbacks, "CallbackId", "String", null)))
                .isInstanceOf(TokenNotFoundException.class);
        assertThat(CALLBACKS
                        .read(withoutText(callbacks, "TaskToken", "Binary", "AA=="))
                        .callbackId())
                .isEqualTo(CallbackId.of(C));
    }

    private static Delivery withoutText(String body, String name, String type, @Nullable String value) {
        return Delivery.builder(body).attribute(name, type, value).build();
    }

    @Test
    void callersSayWhatCallbackTokenIs() {
        String message = "{\"callbackToken\":\"" + C + "\"}";
        CallbackReader.Builder both = CallbackReader.builder().reads(WorkKind.TASK, WorkKind.CALLBACK);

        assertThat(both.callbackTokenIs(WorkKind.CALLBACK).build().read(message).callbackId())
                .isEqualTo(CallbackId.of(C));
        assertThat(both.callbackTokenIs(WorkKind.TASK).build().read(message).taskToken())
                .isEqualTo(TaskToken.of(C));
        assertThatThrownBy(() -> BOTH.read(message))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageContaining("/callbackToken may be a task token or a callback id")
                .hasMessageContaining("callbackTokenIs");
    }

    @Test
    void callersSayWhereTheIdIsForReadersOfOneKind() {
        String message = "{\"resume\":{\"with\":\"" + C + "\"}}";
        CallbackReader callbacks = CallbackReader.builder()
                .reads(WorkKind.CALLBACK)
                .tokenAt("/resume/with")
                .build();

        assertThat(callbacks.read(message).callbackId()).isEqualTo(CallbackId.of(C));
        assertThatIllegalStateException()
                .isThrownBy(() -> CallbackReader.builder()
                        .reads(WorkKind.TASK, WorkKind.CALLBACK)
                        .tokenAt("/resume/with")
                        .build())
                .withMessageContaining("say what stands there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'amount':17,'callbackId':'$C'}",
                "{'callbackId':'$C','amount':17}",
                "{'taskToken':null,'amount':17,'callbackId':'$C'}",
                "{'taskToken':'','amount':17,'callbackId':'$C'}",
                "{'callbackId':null,'amount':17,'taskToken':'$T'}",
                "{'amount':17,'taskToken':'$T','callbackId' : null }",
                "{'callbackId':'$C','callbackToken':'$C','amount':17}"
            })
    void thePayloadIsTheSameForBothKinds(String message) {
        String text = message.replace("'", "\"").replace("$T", T).replace("$C", C);

        assertThat(BOTH.read(Delivery.of(text), Expense.class).payload()).isEqualTo(new Expense(17));
    }

    @Test
    void envelopesSayWhichKindTheyHave() {
        CallbackEnvelope task = BOTH.read("{\"taskToken\":\"" + T + "\"}");
        TypedEnvelope<String> callback =
                BOTH.read(Delivery.of("{\"callbackId\":\"" + C + "\",\"amount\":1}"), String.class);

        assertThatThrownBy(task::callbackId)
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("a task token, at /taskToken, and no callback id");
        assertThatThrownBy(callback::taskToken)
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("a callback id of a Lambda durable function, at /callbackId, and no task token");
        assertThat(task.taskToken()).isEqualTo(task.workId());
        assertThat(callback.callbackId()).isEqualTo(callback.workId());
        assertThat(callback).hasToString("TypedEnvelope[" + CallbackId.of(C) + "]");
    }

    private record WithId(String callbackId) {}

    @Test
    void refusesARecordThatAsksForTheIdAmongItsPayload() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CALLBACKS.binding(WithId.class))
                .withMessageContaining("named like the callback id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BOTH.binding(WithId.class))
                .withMessageContaining("named like the task token or callback id");
        assertThat(TASKS.binding(WithId.class)).isNotNull();
    }

    @Test
    void saysWhatItLookedFor() {
        assertThatThrownBy(() -> CALLBACKS.read("{\"amount\":1}"))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("No callback id found")
                .hasMessageContaining("[/amount]")
                .hasMessageContaining("another name than callbackId");
        assertThatThrownBy(() -> CALLBACKS.read("{\"callbackId\":\"\"}"))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("The callback id is empty, at /callbackId. Check what hands it on");
    }
}
