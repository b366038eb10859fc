package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parsing a response as nginx sends it, from memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResponseReaderBenchmark {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\n"
            + "Date: Sat, 21 Nov 2026 06:00:00 GMT\r\nContent-Type: text/plain\r\nConnection: keep-alive\r\n";

    /** How the body is framed. */
    @Param({"length", "chunked"})
    public String framing;

    private final Buffers buffers = new Buffers();
    private final Exchange exchange = new Exchange();
    private final WireRequest request = new WireRequest(new Origin(Scheme.HTTP, "localhost", 80), "GET", "/");
    private final Repeating in = new Repeating();
    private final ResponseReader reader = new ResponseReader(buffers, System::nanoTime, in);

    /** Prepares the bytes. */
    @Setup
    public void prepare() {
        String body = "x".repeat(64);
        in.bytes = (framing.equals("length")
                        ? HEAD + "Content-Length: 64\r\n\r\n" + body
                        : HEAD + "Transfer-Encoding: chunked\r\n\r\n40\r\n" + body + "\r\n0\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One response. */
    @Benchmark
    public int read() throws IOException {
        exchange.begin(0);
        reader.read(exchange.buffer(buffers, 0), request, exchange);
        return exchange.status();
    }

    /** Gives the same bytes with each read. */
    private static final class Repeating extends InputStream {

        private byte[] bytes = {};

        @Override
        public int read() {
            throw new AssertionError("the reader asks for as many bytes as there are");
        }

        @Override
        public int read(byte[] to, int from, int length) {
            System.arraycopy(bytes, 0, to, from, bytes.length);
            return bytes.length;
        }
    }
}
