package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The front in a servlet container, Jetty. */
class ServletRequestsIT {
    private final Server server = new Server(0);
    private final HttpClient browser = HttpClient.newHttpClient();

    /** Reads the form itself first, as a filter does. */
    private static final class Page extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getHeader("X-Filtered") != null) {
                request.getParameter("choice");
            }
            ServletRequests.answer(request, response, Page::echo);
        }

        private static WebResponse echo(WebRequest request) {
            String said = String.join(
                    "|",
                    request.parameter("link"),
                    request.field("link"),
                    request.field("comment"),
                    request.header("Accept-Language"),
                    String.valueOf(request.refusal()));
            return new WebResponse(
                    request.refusal() == 0 ? 200 : request.refusal(),
                    Map.of("Content-Type", "text/html; charset=utf-8", "Cache-Control", "no-store"),
                    said + " ü");
        }
    }

    @BeforeEach
    void start() throws Exception {
        ServletContextHandler context = new ServletContextHandler("/approvals");
        context.addServlet(new ServletHolder(new Page()), "/*");
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private HttpRequest.Builder request(String query) {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/approvals/page" + query))
                .header("Accept-Language", "de");
    }

    private HttpResponse<String> post(HttpRequest.Builder request, BodyPublisher body) throws Exception {
        return browser.send(
                request.header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void readsQueryAndFormApart() throws Exception {
        HttpResponse<String> answer =
                post(request("?link=signed"), BodyPublishers.ofString("link=forged&comment=M%C3%BCller"));

        assertThat(answer.body()).isEqualTo("signed|forged|Müller|de|0 ü");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void takesNoFieldOfALongQueryForOneOfTheForm() throws Exception {
        HttpResponse<String> answer = post(
                request("?link=signed" + "&a=".repeat(150) + "&comment=forged"),
                BodyPublishers.ofString("choice=approve"));

        assertThat(answer.body()).isEqualTo("signed|||de|0 ü");
    }

    @Test
    void readsAFormThatAFilterHasRead() throws Exception {
        HttpResponse<String> answer = post(
                request("?link=signed").header("X-Filtered", "yes"), BodyPublishers.ofString("comment=M%C3%BCller"));

        assertThat(answer.body()).isEqualTo("signed||Müller|de|0 ü");
    }

    @Test
    void answersAGetAndAHead() throws Exception {
        HttpResponse<String> get = browser.send(request("?link=a").GET().build(), BodyHandlers.ofString());
        HttpResponse<String> head =
                browser.send(request("").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertThat(get.body()).isEqualTo("a|||de|0 ü");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aBodyOfTenMegabytesIsRefusedUnread() throws Exception {
        HttpResponse<String> answer =
                post(request(""), BodyPublishers.ofString("comment=" + "x".repeat(10 * 1024 * 1024)));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void aBodyWithoutALengthIsRefused() throws Exception {
        byte[] form = "comment=x".getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer =
                post(request(""), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)));

        assertThat(answer.statusCode()).isEqualTo(411);
    }

    @Test
    void aBodyThatIsNoFormIsNone() throws Exception {
        HttpResponse<String> answer = browser.send(
                request("")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"comment\":\"x\"}"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("|||de|0 ü");
    }
}
