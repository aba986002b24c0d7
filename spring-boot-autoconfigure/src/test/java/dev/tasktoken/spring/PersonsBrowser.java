package dev.tasktoken.spring;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The browser of one person: it keeps cookies, sends forms, and does not follow redirects. */
final class PersonsBrowser {
    private static final Pattern HIDDEN =
            Pattern.compile("<input[^>]*name=\"(form|attempt|_csrf)\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final URI address;

    PersonsBrowser(URI address) {
        this.address = address;
    }

    /** Fills in Spring Security's own form. */
    void logIn(String name, String password) throws IOException, InterruptedException {
        String login = get("/login").body();
        HttpResponse<String> answer = post("/login", "username=" + name + "&password=" + password + "&" + form(login));
        if (answer.headers().firstValue("Location").orElse("error").contains("error")) {
            throw new IllegalStateException("no login for " + name + ": " + answer.statusCode());
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return send("POST", path, form);
    }

    HttpResponse<String> send(String method, String path, String form) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, form.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(form));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The hidden fields of a page's form. */
    static String form(String page) {
        List<String> fields = HIDDEN.matcher(page)
                .results()
                .map(found -> found.group(1) + "=" + found.group(2))
                .toList();
        return fields.stream().collect(Collectors.joining("&"));
    }
}
