package dev.perf.report.internal.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.perf.report.internal.html.LiveFiles;
import dev.perf.report.internal.web.Listening;
import dev.perf.report.internal.web.RunServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Serves the page, what it is made of, and what it shows. */
final class LiveServer implements AutoCloseable {

    /** Scripts and styles of this server, and its numbers; nothing may be framed, embedded or sent elsewhere. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final RunServer server;
    private final Watchers watchers;
    private final Controls controls;

    /**
     * Begins to serve.
     *
     * @throws IOException if it cannot listen there
     */
    LiveServer(Listening listening, Watchers watchers, Controls controls) throws IOException {
        this.watchers = watchers;
        this.controls = controls;
        this.server = new RunServer(listening, "live page", this::answer);
    }

    /** Returns the address with the token behind its {@code #}, where no server and no log of one gets to see it. */
    String url() {
        return server.url() + "#" + controls.token();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Content-Security-Policy", POLICY);
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> file(exchange, "text/html", LiveFiles.PAGE);
            case "/live.css" -> file(exchange, "text/css", LiveFiles.STYLE);
            case "/live.js" -> file(exchange, "text/javascript", LiveFiles.SCRIPT);
            case "/api/events" -> events(exchange);
            case "/api/state" -> state(exchange);
            case "/api/control" -> controls.answer(exchange);
            default ->
                RunServer.say(
                        exchange, 404, "There is nothing here. The page is at /, its numbers are at /api/state.\n");
        }
    }

    private static void file(HttpExchange exchange, String type, String content) throws IOException {
        if (RunServer.has(exchange, "GET, HEAD", "This can be read only.\n")) {
            RunServer.send(exchange, 200, type + "; charset=utf-8", content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void state(HttpExchange exchange) throws IOException {
        if (RunServer.has(exchange, "GET, HEAD", "This can be read only.\n")) {
            RunServer.send(exchange, 200, "application/json", watchers.summary());
        }
    }

    private void events(HttpExchange exchange) throws IOException {
        if (!RunServer.has(exchange, "GET", "This can be read only.\n")) {
            return;
        }
        Watcher watcher = watchers.enter();
        if (watcher == null) {
            RunServer.say(
                    exchange, 503, Watchers.MOST + " watch this run already. Close some pages, or ask /api/state.\n");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        watchers.serve(watcher, exchange.getResponseBody());
    }

    /** Ends at once. */
    @Override
    public void close() {
        server.close();
    }
}
