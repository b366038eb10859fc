package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one response after the other from a connection.
 *
 * <p>Head and, where it fits, body stay in the one buffer that the request was written from: no copy, no further
 * buffer. What does not fit goes through, or into, a larger one. When all came with one read its stamp serves as
 * first and last byte: reading the clock costs a fast request half a per cent.
 */
final class ResponseReader implements ChunkDecoder.Sink {

    private static final byte[] NONE = {};
    private static final int WORTH_READING_INTO = 1024;
    private static final int FIRST_ERROR = 400;
    private static final int MOST_COPIED = 2 * 1024;

    private final Buffers buffers;
    private final LongSupplier clock;
    private final InputStream in;
    private final HeadParser parser = new HeadParser();
    private @Nullable ChunkDecoder chunks;

    // of the response being read
    private ExchangeLimits limits = ExchangeLimits.DEFAULT;
    private boolean keepsBody;
    private @Nullable Exchange shownTo; // the beginning of a body that is discarded, where it tells of an error
    private byte[] buffer = NONE; // holds the head, up to limit
    private int limit;
    private byte[] scratch = NONE; // takes what follows: the rest of buffer, or a larger one
    private int scratchFrom;
    private @Nullable BodyBuffer kept;
    private long bodySize;
    private int reads;

    ResponseReader(Buffers buffers, LongSupplier clock, InputStream in) {
        this.buffers = buffers;
        this.clock = clock;
        this.in = in;
    }

    /**
     * Reads the response to {@code request} into {@code exchange}.
     *
     * @param borrowed the buffer to read into, borrowed by {@code exchange} already
     * @return whether the connection can carry another request
     * @throws ResponseFault if the response is not acceptable or ends early
     */
    boolean read(byte[] borrowed, WireRequest request, Exchange exchange) throws IOException {
        limits = request.limits();
        keepsBody = request.keepsBody();
        buffer = borrowed;
        limit = 0;
        bodySize = 0;
        reads = 0;
        try {
            readHead(exchange);
            if (parser.status() == 101 && !request.asksForUpgrade()) {
                throw ResponseFault.malformed("server switched protocols (101), which nobody asked for");
            }
            exchange.head(parser.status(), parser.version());
            exchange.headerLines(buffer, parser.linesFrom(), parser.linesTo(), parser.setsCookies());
            HeadParser.Framing framing = parser.framing(request.isHead());
            BodyReader reader = request.bodyReader();
            shownTo = !keepsBody && reader == null && parser.status() >= FIRST_ERROR ? exchange : null;
            boolean clean = reader == null ? readBody(framing, exchange) : handBody(reader, framing, exchange);
            if (!parser.keepsAlive()) {
                exchange.peerClosed();
            }
            return clean && parser.keepsAlive();
        } finally {
            exchange.bodySize(bodySize);
            giveBack();
        }
    }

    /** How long the server keeps the connection while it is idle, or {@link HeadParser#NOT_ANNOUNCED}. */
    int idleSeconds() {
        return parser.idleSeconds();
    }

    private void readHead(Exchange exchange) throws IOException {
        parser.reset(0);
        while (true) {
            int count = fill(buffer, limit, buffer.length - limit, exchange);
            if (count < 0) {
                throw ResponseFault.premature(
                        limit == 0
                                ? "closed before any byte of the response"
                                : "closed within the response head, after %d bytes".formatted(limit));
            }
            limit += count;
            int most = Math.min(limit, limits.maxHeadBytes()); // what lies beyond is not even looked at
            boolean complete = parser.parse(buffer, most);
            while (complete && parser.isInterim()) {
                parser.reset(parser.end());
                complete = parser.parse(buffer, most);
            }
            if (!complete && limit > most) {
                throw ResponseFault.tooLarge(
                        "response head longer than %d bytes; raise the limit".formatted(limits.maxHeadBytes()));
            }
            if (complete) {
                return;
            }
            if (limit == buffer.length) {
                growHead(exchange);
            }
        }
    }

    private void growHead(Exchange exchange) {
        byte[] larger = limit < buffers.large.size() ? buffers.large.take() : new byte[limit * 2];
        System.arraycopy(buffer, 0, larger, 0, limit);
        buffers.give(buffer);
        buffer = larger;
        exchange.borrow(buffers, buffer);
    }

    /** Lets the request's reader have the body, and says whether nothing came after it. */
    private boolean handBody(BodyReader reader, HeadParser.Framing framing, Exchange exchange) throws IOException {
        ChunkDecoder decoder = chunks();
        decoder.reset(limits.maxHeadBytes());
        enlargeScratch();
        FramedBody body = new FramedBody(
                framing,
                parser.contentLength(),
                buffer,
                parser.end(),
                limit,
                scratch,
                decoder,
                limits,
                (to, from, most) -> fill(to, from, most, exchange));
        try {
            body.handTo(reader, exchange, buffers);
        } finally {
            bodySize = body.size();
        }
        lastByte(exchange);
        return body.isClean();
    }

    /** Reads the body, and says whether nothing came after it. */
    private boolean readBody(HeadParser.Framing framing, Exchange exchange) throws IOException {
        return switch (framing) {
            case NONE -> {
                lastByte(exchange);
                yield limit == parser.end();
            }
            case LENGTH -> readLength(parser.contentLength(), exchange);
            case CHUNKED -> readChunks(exchange);
            case CLOSE -> {
                readToEnd(exchange);
                yield false;
            }
        };
    }

    private boolean readLength(long length, Exchange exchange) throws IOException {
        limits.checkBodySize(length, keepsBody);
        int from = parser.end();
        int present = (int) Math.min(length, limit - from);
        bodySize = present;
        show(buffer, from, present);
        if (present == length) {
            lastByte(exchange);
            if (keepsBody) {
                exchange.body(buffer, from, present);
            }
            return limit - from == length;
        }
        return keepsBody ? keepLength(from, (int) length, exchange) : skipLength(length, exchange);
    }

    /** Asks for one byte more than is due, so that bytes nobody asked for show without another read. */
    private boolean keepLength(int from, int length, Exchange exchange) throws IOException {
        BodyBuffer body = new BodyBuffer(buffers, length + 1);
        kept = body;
        body.append(buffer, from, limit - from);
        while (body.length() < length) {
            int room = Math.min(body.room(), length + 1 - body.length()); // may replace the array
            int count = fill(body.bytes(), body.length(), room, exchange);
            checkLength(count, length);
            body.advance(count);
            bodySize = Math.min(body.length(), length);
        }
        lastByte(exchange);
        boolean clean = body.length() == length;
        handOver(length, exchange);
        return clean;
    }

    private boolean skipLength(long length, Exchange exchange) throws IOException {
        openScratch(length - bodySize);
        long surplus = 0;
        while (bodySize < length) {
            long remaining = length - bodySize;
            int from = scratchFrom;
            byte[] readInto = scratch;
            int count = fillScratch((int) Math.min(Integer.MAX_VALUE, remaining + 1), exchange);
            checkLength(count, length);
            if (bodySize == 0) {
                show(readInto, from, (int) Math.min(count, remaining));
            }
            bodySize += Math.min(count, remaining);
            surplus = count - remaining;
        }
        lastByte(exchange);
        return surplus == 0;
    }

    private void checkLength(int count, long length) throws ResponseFault {
        if (count < 0) {
            throw ResponseFault.premature("closed after %d of %d body bytes".formatted(bodySize, length));
        }
    }

    private boolean readChunks(Exchange exchange) throws IOException {
        ChunkDecoder decoder = chunks();
        decoder.reset(limits.maxHeadBytes());
        int used = decoder.decode(buffer, parser.end(), limit, this);
        int arrived = limit;
        openScratch(0);
        while (!decoder.isDone()) {
            int from = scratchFrom;
            byte[] readInto = scratch;
            int count = fillScratch(Integer.MAX_VALUE, exchange);
            if (count < 0) {
                throw ResponseFault.premature("closed within a chunked body, after %d bytes of it".formatted(bodySize));
            }
            arrived = from + count;
            used = decoder.decode(readInto, from, arrived, this);
        }
        lastByte(exchange);
        handOverAll(exchange);
        return used == arrived;
    }

    private ChunkDecoder chunks() {
        if (chunks == null) {
            chunks = new ChunkDecoder();
        }
        return chunks;
    }

    private void readToEnd(Exchange exchange) throws IOException {
        accept(buffer, parser.end(), limit - parser.end());
        openScratch(0);
        while (true) {
            int from = scratchFrom;
            byte[] readInto = scratch;
            int count = fillScratch(Integer.MAX_VALUE, exchange);
            if (count < 0) {
                break;
            }
            accept(readInto, from, count);
        }
        lastByte(exchange);
        handOverAll(exchange);
    }

    /** Takes a piece of a body whose length shows only at its end. */
    @Override
    public void accept(byte[] bytes, int from, int length) throws ResponseFault {
        limits.checkBodySize(bodySize + length, keepsBody);
        if (bodySize == 0) {
            show(bytes, from, length);
        }
        bodySize += length;
        if (keepsBody && length > 0) {
            if (kept == null) {
                kept = new BodyBuffer(buffers);
            }
            kept.append(bytes, from, length);
        }
    }

    /** Shows the first piece of a body. What came with the head stays where it is; of other pieces a little is copied. */
    private void show(byte[] bytes, int from, int length) {
        Exchange exchange = shownTo;
        if (exchange == null || length == 0) {
            return;
        }
        if (bytes == buffer && from + length <= limit) {
            exchange.seen(bytes, from, length);
        } else {
            int most = Math.min(length, MOST_COPIED);
            exchange.seen(Arrays.copyOfRange(bytes, from, from + most), 0, most);
        }
    }

    private void handOverAll(Exchange exchange) {
        if (kept != null) {
            handOver(kept.length(), exchange);
        }
    }

    private void handOver(int length, Exchange exchange) {
        if (kept != null) {
            exchange.bodyIn(buffers, kept.bytes(), length);
            kept = null;
        }
    }

    /** Reads into what is left of the buffer as long as that is enough. */
    private void openScratch(long expected) {
        int left = buffer.length - limit;
        if (left >= WORTH_READING_INTO && left > expected) {
            scratch = buffer;
            scratchFrom = limit;
        } else {
            enlargeScratch();
        }
    }

    private void enlargeScratch() {
        scratch = buffers.large.take();
        scratchFrom = 0;
    }

    /** Reads to {@code scratch} at {@code scratchFrom}; what was read there before may be overwritten. */
    private int fillScratch(int most, Exchange exchange) throws IOException {
        int room = scratch.length - scratchFrom;
        int count = fill(scratch, scratchFrom, Math.min(room, most), exchange);
        if (count == room && scratch == buffer) {
            enlargeScratch();
        }
        return count;
    }

    private int fill(byte[] to, int from, int most, Exchange exchange) throws IOException {
        int count = in.read(to, from, most);
        if (count < 0) {
            exchange.peerClosed();
            reads++;
            return count;
        }
        if (reads++ == 0) {
            exchange.responseBegan(clock.getAsLong());
        }
        exchange.received(count);
        return count;
    }

    private void lastByte(Exchange exchange) {
        Timing timing = exchange.timing();
        timing.lastByte(reads == 1 ? timing.firstByteNanos() : clock.getAsLong());
    }

    private void giveBack() {
        if (kept != null) {
            kept.discard();
            kept = null;
        }
        if (scratch != buffer) {
            buffers.give(scratch);
        }
        scratch = NONE;
        buffer = NONE;
        shownTo = null;
    }
}
