package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What {@link ResponseReader} makes of some bytes.
 *
 * @param outcome status, version, headers, body and its size, in one text; or the kind of fault
 * @param taken how many bytes it took
 * @param open whether it says that the connection can carry another request
 */
record Reading(String outcome, int taken, boolean open) {

    private static final Origin ORIGIN = new Origin(Scheme.HTTP, "localhost", 80);

    /** Bytes that a read of one response may allocate: far less than a lying length may claim. */
    private static final long MOST_MEMORY = 4 << 20;

    private static final LentBuffers LENT = new LentBuffers();

    /** How the bytes come. */
    enum Pieces {
        WHOLE,
        SINGLE_BYTES,
        RANDOM
    }

    static WireRequest request(boolean head, boolean keep, ExchangeLimits limits) {
        return new WireRequest(ORIGIN, head ? "HEAD" : "GET", "/")
                .responseBody(keep ? ResponseBody.KEEP : ResponseBody.DISCARD)
                .limits(limits);
    }

    boolean isFault() {
        return outcome.startsWith("fault ");
    }

    /** Reads one response and checks what holds for every input. */
    static Reading of(byte[] bytes, WireRequest request, Pieces pieces, long seed) {
        AtomicLong memory = new AtomicLong();
        Reading reading = read(bytes, request, pieces, seed, memory);
        if (memory.get() > MOST_MEMORY) { // classes may have been loaded: not so the second time
            read(bytes, request, pieces, seed, memory);
            assertThat(memory.get())
                    .as("bytes allocated for a response of %d", bytes.length)
                    .isLessThanOrEqualTo(MOST_MEMORY);
        }
        return reading;
    }

    private static Reading read(byte[] bytes, WireRequest request, Pieces pieces, long seed, AtomicLong memory) {
        Feed feed = new Feed(bytes, pieces, new Random(seed));
        Exchange exchange = new Exchange();
        exchange.begin(0);
        byte[] buffer = LENT.buffers.take(0);
        exchange.borrow(LENT.buffers, buffer);
        exchange.timing().sent(0);
        long before = allocated();
        try {
            boolean open = new ResponseReader(LENT.buffers, () -> 0, feed).read(buffer, request, exchange);
            memory.set(allocated() - before);
            return new Reading(text(exchange), feed.at, open);
        } catch (ResponseFault fault) {
            memory.set(allocated() - before);
            return new Reading("fault " + allowed(fault), feed.at, false);
        } catch (IOException e) {
            throw new AssertionError("an exception that is not documented", e);
        } finally {
            exchange.release();
            LENT.assertAllCameBack();
        }
    }

    private static ErrorKind allowed(ResponseFault fault) {
        return switch (fault.kind()) {
            case PROTOCOL, LIMIT, PREMATURE_END -> fault.kind();
            default -> throw new AssertionError("a kind that no response has", fault);
        };
    }

    private static String text(Exchange exchange) {
        List<String> headers = new ArrayList<>();
        exchange.forEachHeader((name, value) -> headers.add(name + ":" + value));
        for (String header : headers.subList(0, Math.min(8, headers.size()))) {
            String name = header.substring(0, header.indexOf(':'));
            if (exchange.headers(name).isEmpty() || exchange.header(name) == null) {
                throw new AssertionError("header is listed and not found: " + header);
            }
        }
        assertThat(exchange.setsCookies())
                .isEqualTo(!exchange.headers("set-cookie").isEmpty());
        return "%d %s %s %s %d"
                .formatted(
                        exchange.status(),
                        exchange.version(),
                        headers,
                        Ascii.printable(exchange.bodyBytes(), 0, exchange.bodyLength(), Integer.MAX_VALUE),
                        exchange.bodySize());
    }

    private static long allocated() {
        return Memory.THREADS.getCurrentThreadAllocatedBytes();
    }

    private static final class Memory {

        private static final com.sun.management.ThreadMXBean THREADS =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();

        private Memory() {}
    }

    /** Gives the bytes in pieces, then the end. */
    private static final class Feed extends InputStream {

        private final byte[] bytes;
        private final Pieces pieces;
        private final Random random;
        private int at;

        private Feed(byte[] bytes, Pieces pieces, Random random) {
            this.bytes = bytes;
            this.pieces = pieces;
            this.random = random;
        }

        @Override
        public int read() {
            throw new AssertionError("reads single bytes");
        }

        @Override
        public int read(byte[] to, int from, int length) {
            if (length <= 0) {
                throw new AssertionError("reads " + length + " bytes");
            }
            if (at == bytes.length) {
                return -1;
            }
            int most = Math.min(length, bytes.length - at);
            int count = switch (pieces) {
                case WHOLE -> most;
                case SINGLE_BYTES -> 1;
                case RANDOM -> 1 + random.nextInt(most);
            };
            System.arraycopy(bytes, at, to, from, count);
            at += count;
            return count;
        }
    }
}
