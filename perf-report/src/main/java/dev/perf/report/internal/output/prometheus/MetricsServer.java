package dev.perf.report.internal.output.prometheus;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.perf.report.internal.web.Listening;
import dev.perf.report.internal.web.RunServer;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** Serves {@code /metrics}. */
final class MetricsServer implements AutoCloseable {

    private static final String PATH = "metrics";
    private static final int MOST_AT_ONCE = 8;

    private final RunServer server;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Supplier<Scrape> source;

    /**
     * Begins to serve.
     *
     * @throws IOException if it cannot listen there
     */
    MetricsServer(Listening listening, Supplier<Scrape> source) throws IOException {
        this.source = source;
        this.server = new RunServer(listening, "perf-scrape", this::answer);
    }

    /** Tells whether the class path has the one format that native histograms travel in. */
    static boolean hasNativeHistograms() {
        return ExpositionFormats.init().getPrometheusProtobufWriter().isAvailable();
    }

    /** Returns the address of the metrics. */
    String url() {
        return server.url() + PATH;
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/" + PATH)) {
            RunServer.say(exchange, 404, "Metrics are at /" + PATH + ".\n");
        } else if (RunServer.has(exchange, "GET, HEAD", "Metrics can be read only.\n")) {
            if (!free.tryAcquire()) {
                RunServer.say(exchange, 503, "Too many scrapes at once.\n");
                return;
            }
            try {
                serve(exchange);
            } finally {
                free.release();
            }
        }
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

    /** Ends at once. */
    @Override
    public void close() {
        server.close();
    }
}
