package dev.perf.report.internal.output.prometheus;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /metrics}. At a loopback address it answers only to the names of this machine: a page in a browser must not
 * reach it by a name of its own that it lets point here.
 */
final class MetricsServer implements AutoCloseable {

    private static final String PATH = "/metrics";
    private static final int MOST_AT_ONCE = 8;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Supplier<Scrape> source;
    private final boolean isLoopback;
    private final String host;

    /**
     * Begins to serve.
     *
     * @param port 0 for a free one
     * @throws IOException if it cannot listen there
     */
    MetricsServer(String host, int port, Supplier<Scrape> source) throws IOException {
        this.source = source;
        this.host = host;
        InetAddress address = InetAddress.getByName(host);
        this.isLoopback = address.isLoopbackAddress();
        try {
            this.server = HttpServer.create(new InetSocketAddress(address, port), 0);
        } catch (BindException taken) {
            threads.close();
            throw new IOException(
                    "cannot listen at port " + port + ": " + taken.getMessage()
                            + "; name another, or none for a free one",
                    taken);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Tells whether the class path has the one format that native histograms travel in. */
    static boolean hasNativeHistograms() {
        return ExpositionFormats.init().getPrometheusProtobufWriter().isAvailable();
    }

    /** Returns the address of the metrics. */
    String url() {
        String name = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return "http://" + name + ":" + server.getAddress().getPort() + PATH;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isLoopback && !isKnown(exchange.getRequestHeaders().getFirst("Host"))) {
                say(exchange, 403, "This address answers to localhost and 127.0.0.1 only.\n");
            } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
                say(exchange, 404, "Metrics are at " + PATH + ".\n");
            } else if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                say(exchange, 405, "Metrics can be read only.\n");
            } else if (!free.tryAcquire()) {
                say(exchange, 503, "Too many scrapes at once.\n");
            } else {
                try {
                    serve(exchange);
                } finally {
                    free.release();
                }
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

    private void serve(HttpExchange exchange) throws IOException {
        Headers asked = exchange.getRequestHeaders();
        Scrape scrape = source.get();
        ExpositionFormatWriter writer = formats.findWriter(asked.getFirst("Accept"));
        boolean zipped = String.valueOf(asked.getFirst("Accept-Encoding")).contains("gzip");
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", writer.getContentType());
        headers.set("Cache-Control", "no-store");
        if (zipped) {
            headers.set("Content-Encoding", "gzip");
        }
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, isHead ? -1 : 0);
        if (!isHead) {
            try (OutputStream plain = exchange.getResponseBody();
                    OutputStream body = zipped ? new GZIPOutputStream(plain) : plain) {
                writer.write(body, scrape.metrics());
            }
            scrape.served().run();
        }
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Ends at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
