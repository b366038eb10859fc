package dev.perf.report.internal.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server for as long as a run goes on. At a loopback address it answers only to the names of this machine: a page in
 * a browser must not reach it by a name of its own that it lets point here. Its threads never keep the process from ending.
 */
public final class RunServer implements AutoCloseable {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpServer server;
    private final ExecutorService threads;
    private final Handler handler;
    private final Listening listening;
    private final boolean isLoopback;

    /** Answers requests, each on a virtual thread of its own. */
    @FunctionalInterface
    public interface Handler {

        /** Answers a request; it is closed behind it. */
        void answer(HttpExchange exchange) throws IOException;
    }

    /**
     * Begins to serve.
     *
     * @param threadName name of the threads that answer
     * @throws IOException if it cannot listen there
     */
    public RunServer(Listening listening, String threadName, Handler handler) throws IOException {
        this.listening = listening;
        this.handler = handler;
        InetAddress address = InetAddress.getByName(listening.host());
        this.isLoopback = address.isLoopbackAddress();
        try {
            this.server = HttpServer.create(new InetSocketAddress(address, listening.port()), 0);
        } catch (IOException refused) {
            throw new IOException(listening.refusal(refused), refused);
        }
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(threadName).factory());
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        startAsDaemon();
    }

    /** The thread that the server starts is of the kind of the one that it is started on. */
    private void startAsDaemon() {
        Thread starter = Thread.ofPlatform().daemon().name("perf-server-start").start(server::start);
        boolean interrupted = false;
        while (starter.isAlive()) {
            try {
                starter.join();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns its address, with a slash at the end. */
    public String url() {
        String host = listening.host();
        String name = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return "http://" + name + ":" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isLoopback && !isKnown(exchange.getRequestHeaders().getFirst("Host"))) {
                say(exchange, 403, "This address answers to localhost and 127.0.0.1 only.\n");
            } else {
                handler.answer(exchange);
            }
        }
    }

    private static boolean isKnown(@Nullable String hostHeader) {
        if (hostHeader == null) {
            return false;
        }
        int port = hostHeader.lastIndexOf(':');
        boolean hasPort = port > hostHeader.lastIndexOf(']');
        return LOOPBACK.contains((hasPort ? hostHeader.substring(0, port) : hostHeader).toLowerCase(Locale.ROOT));
    }

    /**
     * Tells whether a request has one of the methods, and answers it if it has none of them.
     *
     * @param otherwise what is said then
     */
    public static boolean has(HttpExchange exchange, String methods, String otherwise) throws IOException {
        if (Set.of(methods.split(", ", -1)).contains(exchange.getRequestMethod())) {
            return true;
        }
        exchange.getResponseHeaders().set("Allow", methods);
        say(exchange, 405, otherwise);
        return false;
    }

    /** Answers with a text. */
    public static void say(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with content of some type; with its head alone where that was asked for. */
    public static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }

    /** Ends at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
