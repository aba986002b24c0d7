package com.example.payments;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;

import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.spring.test.AutoConfigureLocalStepFunctions;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@AutoConfigureLocalStepFunctions
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "tasktoken.pending.store=memory",
            "tasktoken.pages.enabled=true",
            "tasktoken.pages.form-key=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            "tasktoken.pages.roles=finance"
        })
class InboxTest {
    private static final String DEFINITION = "src/test/resources/ask.asl.json";
    private static final Pattern HIDDEN = Pattern.compile("name=\"(form|attempt)\" value=\"([^\"]+)\"");

    private final HttpClient browser = HttpClient.newHttpClient();

    @Test
    @Timeout(60)
    void annApprovesInTheInbox(
            @Autowired LocalStepFunctions stepFunctions, @Autowired PendingTasks pending, @LocalServerPort int port)
            throws Exception {
        Map<String, Object> expense = Map.of("id", "expense-7", "summary", "Pay 12 chairs?", "requester", "mara");
        StartedExecution execution = stepFunctions.run(Files.readString(Path.of(DEFINITION)), expense);
        while (pending.find("expense-7").isEmpty()) {
            Thread.onSpinWait();
        }

        URI page = URI.create("http://localhost:" + port + "/inbox?task=expense-7");
        String form = HIDDEN.matcher(send(HttpRequest.newBuilder(page)))
                .results()
                .map(field -> field.group(1) + "=" + field.group(2))
                .collect(Collectors.joining("&"));
        send(HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form + "&choice=approve")));

        assertThat(execution).succeeded();
    }

    private String send(HttpRequest.Builder request) throws Exception {
        String login = Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));
        return browser.send(request.header("Authorization", "Basic " + login).build(), BodyHandlers.ofString())
                .body();
    }
}
