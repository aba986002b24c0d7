package dev.tasktoken.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves pages in a servlet container: Servlet 6, so Tomcat 10.1, Jetty 12, and Spring MVC 6 or newer. Needs
 * {@code jakarta.servlet-api} of the caller. Thread-safe if the page is.
 *
 * <p>Reads forms through the container's parameters, so filters may have read them before. A body without a
 * {@code Content-Length}, or a longer one than {@link WebRequest#MAX_BODY_BYTES}, is refused unread. How long a slow
 * client may take is the container's setting.
 *
 * <p>The pages' forms have no token of Spring Security: leave their paths out of its CSRF protection. A link is its own
 * permission, and the inbox checks a token of its own.
 *
 * <pre>{@code
 * @RequestMapping("/decide")
 * void decide(HttpServletRequest request, HttpServletResponse response) throws IOException {
 *     ServletRequests.answer(request, response, page::handle);
 * }
 * }</pre>
 */
public final class ServletRequests {
    private static final String FORM = "application/x-www-form-urlencoded";

    private ServletRequests() {}

    /**
     * Answers a request.
     *
     * @param request the container's
     * @param response the container's, not committed yet
     * @param page the page
     * @throws IOException if the response cannot be written
     */
    public static void answer(
            HttpServletRequest request, HttpServletResponse response, Function<WebRequest, WebResponse> page)
            throws IOException {
        WebResponse answer = page.apply(read(request));
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (!"HEAD".equalsIgnoreCase(request.getMethod())) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private static WebRequest read(HttpServletRequest request) {
        WebRequest.Builder read = WebRequest.builder(request.getMethod())
                .query(request.getQueryString())
                .header("Accept-Language", request.getHeader("Accept-Language"))
                .header("Sec-Fetch-Site", request.getHeader("Sec-Fetch-Site"));
        long length = request.getContentLengthLong();
        if (length > WebRequest.MAX_BODY_BYTES) {
            return read.refused(413).build();
        }
        if (length < 0 && request.getHeader("Transfer-Encoding") != null) {
            return read.refused(411).build();
        }
        return isForm(request.getContentType()) ? read.form(form(request)).build() : read.build();
    }

    private static boolean isForm(@Nullable String type) {
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    /** The container puts a form's values behind those of the query, under one name. */
    private static Fields form(HttpServletRequest request) {
        String raw = request.getQueryString();
        Fields query = raw == null ? Fields.none() : Fields.parseAll(raw);
        Map<String, List<String>> form = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            List<String> all = Arrays.asList(values);
            form.put(name, all.subList(Math.min(query.count(name), all.size()), all.size()));
        });
        return Fields.of(form);
    }
}
