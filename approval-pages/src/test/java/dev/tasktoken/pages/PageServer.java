package dev.tasktoken.pages;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A page on the JDK's server, on loopback. */
final class PageServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    PageServer(Function<WebRequest, WebResponse> page) {
        this(page, Duration.ofSeconds(10));
    }

    PageServer(Function<WebRequest, WebResponse> page, Duration longestBody) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> HttpExchanges.answer(exchange, page, longestBody));
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/decide");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
