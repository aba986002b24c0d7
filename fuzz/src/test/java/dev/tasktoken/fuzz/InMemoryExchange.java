package dev.tasktoken.fuzz;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request to the JDK's server, without the server. */
final class InMemoryExchange extends HttpExchange {
    private final String method;
    private final URI uri;
    private final Headers requested = new Headers();
    private final Headers answered = new Headers();
    private final InputStream body;
    private final ByteArrayOutputStream response = new ByteArrayOutputStream();
    private int status;

    InMemoryExchange(String method, String query, Map<String, String> headers, String body) {
        this.method = method;
        this.uri = URI.create("/decide" + (query.isEmpty() ? "" : "?" + query));
        headers.forEach(requested::set);
        this.body = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    /** What was written, with names of headers as the page spells them. */
    PageFronts.Answer answer() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answered.forEach((name, values) -> headers.put(name, values.get(0)));
        return new PageFronts.Answer(status, headers, response.toString(StandardCharsets.UTF_8));
    }

    @Override
    public Headers getRequestHeaders() {
        return requested;
    }

    @Override
    public Headers getResponseHeaders() {
        return answered;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public InputStream getRequestBody() {
        return body;
    }

    @Override
    public OutputStream getResponseBody() {
        return response;
    }

    @Override
    public void sendResponseHeaders(int code, long length) {
        status = code;
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public void close() {}

    @Override
    public HttpContext getHttpContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return new InetSocketAddress(0);
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return new InetSocketAddress(0);
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {}

    @Override
    public void setStreams(@Nullable InputStream in, @Nullable OutputStream out) {}

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return null;
    }
}
