package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person does with {@code --serve}. */
class ServeIT {
    private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/orders/\\d+/confirmation\\?link=\\S+");

    private static final Pattern INBOX = Pattern.compile("(http://localhost:\\d+/ann)");
    private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");
    private static final Pattern ATTEMPT = Pattern.compile("name=\"attempt\" value=\"([^\"]+)\"");

    private final Printed printed = new Printed();
    private final HttpClient browser = HttpClient.newHttpClient();

    /** What the demo prints; opens a latch when it waits for the person. */
    private static final class Printed extends ByteArrayOutputStream {
        private final CountDownLatch complete = new CountDownLatch(1);

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            if (toString(StandardCharsets.UTF_8).contains("Enter ends it.")) {
                complete.countDown();
            }
        }
    }

    @Test
    void aPersonPressesTheButtonsUntilEnterIsPressed() throws Exception {
        PipedOutputStream keyboard = new PipedOutputStream();
        Demo demo = new Demo(
                Demo.allSystems(),
                new PipedInputStream(keyboard),
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                Duration.ofSeconds(90));
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(
                () -> demo.run("--system", "order-approval", "--serve"), ServeIT::inAThread);

        boolean isServing = printed.complete.await(90, TimeUnit.SECONDS);
        List<URI> links = LINK.matcher(printed.toString(StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .map(URI::create)
                .toList();
        HttpResponse<String> asked = send(HttpRequest.newBuilder(links.get(0)));
        HttpResponse<String> pressed = send(HttpRequest.newBuilder(links.get(0)).POST(BodyPublishers.noBody()));
        HttpResponse<String> other = send(HttpRequest.newBuilder(links.get(1)).POST(BodyPublishers.noBody()));
        keyboard.write('\n');
        keyboard.flush();

        assertThat(isServing).isTrue();
        assertThat(links).hasSize(6);
        assertThat(asked.body()).contains("Confirm order 0001?", "A. Customer");
        assertThat(pressed.statusCode()).isEqualTo(200);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("Order 0001 is confirmed.");
        assertThat(exitCode.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    @Timeout(180)
    void aPersonDecidesInTheInboxAndTheConsoleSaysSo() throws Exception {
        PipedOutputStream keyboard = new PipedOutputStream();
        Demo demo = new Demo(
                Demo.allSystems(),
                new PipedInputStream(keyboard),
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                Duration.ofSeconds(90));
        CompletableFuture<Integer> exitCode =
                CompletableFuture.supplyAsync(() -> demo.run("--serve"), ServeIT::inAThread);

        boolean isServing = printed.complete.await(90, TimeUnit.SECONDS);
        URI ann = URI.create(found(INBOX, printed.toString(StandardCharsets.UTF_8)));
        String list = list(ann, "release-4.2");
        HttpResponse<String> answer = approve(ann, "release-4.2");
        HttpResponse<String> vote = approve(ann, "purchase-18");
        awaitPrinted("purchase-18: a vote");
        keyboard.write('\n');
        keyboard.flush();

        assertThat(isServing).isTrue();
        assertThat(list).contains("Release version 4.2 to production?", "Order 0001", "12 chairs", "ann@example.com");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(vote.body()).contains("Your vote counts");
        assertThat(exitCode.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("release-4.2: approved by ann@example.com (Fine)", "purchase-18: a vote of ann@example.com");
    }

    /** The console's line follows the response. */
    private void awaitPrinted(String words) {
        while (!printed.toString(StandardCharsets.UTF_8).contains(words)) {
            Thread.onSpinWait();
        }
    }

    /** A workflow needs a moment to park its task. */
    private String list(URI inbox, String last) throws Exception {
        String list = send(HttpRequest.newBuilder(inbox)).body();
        while (!list.contains(last)) {
            list = send(HttpRequest.newBuilder(inbox)).body();
        }
        return list;
    }

    private HttpResponse<String> approve(URI inbox, String id) throws Exception {
        URI task = URI.create(inbox + "?task=" + id);
        String page = send(HttpRequest.newBuilder(task)).body();
        String form = "form=" + found(FORM, page) + "&attempt=" + found(ATTEMPT, page) + "&choice=approve&comment=Fine";
        return send(HttpRequest.newBuilder(task)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static void inAThread(Runnable work) {
        new DaemonThread(work).start();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return browser.send(request.build(), BodyHandlers.ofString());
    }
}
