package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.TaskToken;
import dev.tasktoken.pages.ApiEvents;
import dev.tasktoken.pages.ApprovalInbox;
import dev.tasktoken.pages.ApprovalPage;
import dev.tasktoken.pages.Approver;
import dev.tasktoken.pages.Choice;
import dev.tasktoken.pages.Question;
import dev.tasktoken.pages.WebRequest;
import dev.tasktoken.pages.WebResponse;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What browsers and others send to the page and the inbox: method, query, body, language, where a form came from. */
class PagesFuzzTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Set<Integer> STATUSES = Set.of(200, 303, 400, 403, 404, 405, 409, 410, 413, 422);

    /**
     * How the tokens of the parked tasks begin. A client's own search, which may have another, is shown to it again.
     */
    private static final List<String> PARKED = List.of(
            Tokens.OWN.substring(0, 24), URLEncoder.encode(Tokens.OWN.substring(0, 24), StandardCharsets.UTF_8));

    private static final CallbackLinks LINKS = CallbackLinks.builder(URI.create("https://example.org/decide"))
            .signingKey("k1", "a key of 32 bytes for fuzzing only".getBytes(StandardCharsets.UTF_8))
            .action(ApprovalPage.ALL_CHOICES)
            .clock(() -> NOW)
            .build();

    /** Only the second task has links. */
    private final RecordingResponder service = RecordingResponder.create();

    private final PendingTasks pending = PendingTasks.builder(service.responder(), TokenStore.inMemory(() -> NOW))
            .clock(() -> NOW)
            .build();

    PagesFuzzTest() {
        pending.park("order-1", TaskToken.of(Tokens.OWN));
        pending.park("order-2", TaskToken.of(Tokens.PARENTS.get(0)));
    }

    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void showsNothingThatWasNotItsOwnAndDecidesNothingUnasked(byte[] raw) {
        Input input = Input.of(raw);
        PagesFuzzTest fresh = new PagesFuzzTest();

        APIGatewayV2HTTPResponse response = ApiEvents.answer(event(input), fresh.page(input.text(0)));

        String shown = response.getHeaders() + response.getBody();
        assertThat(shown).doesNotContain(PARKED);
        assertThat(STATUSES).contains(response.getStatusCode());
        assertThat(shown).doesNotContain("<x9");
        assertThat(response.getHeaders().toString()).doesNotContain("\r", "\n");
        assertThat(fresh.service.answers())
                .allMatch(
                        answer -> TaskToken.of(Tokens.PARENTS.get(0)).toString().contains(answer.fingerprint()));
    }

    private Function<WebRequest, WebResponse> page(String kind) {
        ApprovalInbox inbox = ApprovalInbox.builder(pending, task -> question(task.id()))
                .formKey("another key of 32 bytes, for fuzzing".getBytes(StandardCharsets.UTF_8))
                .build();
        Approver nobodys = new Approver(DecidedBy.person("alice"), task -> true, task -> false);
        return kind.startsWith("i")
                ? request -> inbox.handle(request, nobodys)
                : request -> ApprovalPage.of(LINKS, pending, task -> question(task.id()))
                        .handle(request);
    }

    private static Question question(String id) {
        return Question.of("Approve " + id + "?")
                .choice(Choice.of("yes", "Yes", new Decision.Success("true")))
                .choice(Choice.of("no", "No", reason -> new Decision.Failure("Refused", reason))
                        .asksComment());
    }

    private static APIGatewayV2HTTPEvent event(Input input) {
        String kind = input.text(0);
        boolean isBase64 = kind.endsWith("6");
        String method = kind.replaceAll("^[li]|6$", "");
        return APIGatewayV2HTTPEvent.builder()
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod(method)
                                .build())
                        .build())
                .withRawQueryString(input.text(1))
                .withBody(isBase64 ? Base64.getEncoder().encodeToString(input.bytes(2)) : input.text(2))
                .withIsBase64Encoded(isBase64)
                .withHeaders(Map.of("Accept-Language", input.text(3), "Sec-Fetch-Site", input.text(4)))
                .build();
    }
}
