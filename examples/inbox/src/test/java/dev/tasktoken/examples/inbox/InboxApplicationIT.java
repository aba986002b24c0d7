package dev.tasktoken.examples.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.PendingTasks;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The service of the tutorial, as a browser sees it. */
class InboxApplicationIT {
    private static final Waiting WAITING = new Waiting();
    private static ConfigurableApplicationContext service;
    private static String address;

    private final HttpClient browser = HttpClient.newHttpClient();

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        @Bean
        PendingTasks pending() {
            return WAITING.pending;
        }

        @Bean
        CallbackLinks links() {
            return WAITING.links;
        }

        /** Takes the place of a login: whoever the header names. */
        @Bean
        Filter login() {
            return (request, response, chain) -> chain.doFilter(
                    new HttpServletRequestWrapper((HttpServletRequest) request) {
                        @Override
                        public Principal getUserPrincipal() {
                            return () -> getHeader("X-Login");
                        }
                    },
                    response);
        }
    }

    @BeforeAll
    static void start() {
        service = new SpringApplication(InboxApplication.class, Beans.class).run("--server.port=0");
        address = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return browser.send(request.header("X-Login", "ann@example.com").build(), BodyHandlers.ofString());
    }

    private static String found(String name, String page) {
        Matcher matcher =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void aPersonDecidesInTheInboxAndTheMailedLinkSaysSo() throws Exception {
        URI task = URI.create(address + "/inbox?task=expense-7");
        URI link = URI.create(address + "/decide?link=" + WAITING.signed("approve"));

        String list =
                send(HttpRequest.newBuilder(URI.create(address + "/inbox"))).body();
        HttpResponse<String> asked = send(HttpRequest.newBuilder(link));
        String page = send(HttpRequest.newBuilder(task)).body();
        String form =
                "form=" + found("form", page) + "&attempt=" + found("attempt", page) + "&choice=approve&comment=Fine";
        HttpResponse<String> answer = send(HttpRequest.newBuilder(task)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        HttpResponse<String> late = send(HttpRequest.newBuilder(link)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("choice=approve")));

        assertThat(list).contains("Pay 12 chairs, 1,480 EUR?", "Nordlicht Expenses");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("The expense is approved and will be paid.");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("ann@example.com", "Fine");
        assertThat(WAITING.stepFunctions.answers()).hasSize(1);
    }
}
