package dev.perf.engine.internal.http.transport;

import java.io.IOException;

/** The body of an HTTP/1 response, with the framing taken off while it is read. */
final class FramedBody extends ArrivingBody implements ChunkDecoder.Sink {

    /** Reads from the connection. */
    interface Source {

        int fill(byte[] to, int from, int most) throws IOException;
    }

    private final HeadParser.Framing framing;
    private final Source source;
    private final ChunkDecoder decoder;
    private final byte[] own; // read into when chunked
    private byte[] ahead; // what came with the head, then, when chunked, what has been decoded
    private int from;
    private int to;
    private long remaining; // of a stated length
    private boolean begun;
    private boolean isClean = true;

    /**
     * Shows a body.
     *
     * @param length where it is stated
     * @param ahead holds what came with the head, in {@code [from, to)}
     * @param own to read chunks into
     * @param decoder ready for the first chunk, if the body is chunked
     */
    FramedBody(
            HeadParser.Framing framing,
            long length,
            byte[] ahead,
            int from,
            int to,
            byte[] own,
            ChunkDecoder decoder,
            ExchangeLimits limits,
            Source source) {
        super(limits);
        this.framing = framing;
        this.remaining = length;
        this.ahead = ahead;
        this.from = from;
        this.to = to;
        this.own = own;
        this.decoder = decoder;
        this.source = source;
        if (framing == HeadParser.Framing.NONE) {
            isClean = from == to;
        }
    }

    /** Whether the body ended where the connection's bytes did, once it has been read. */
    boolean isClean() {
        return isClean && framing != HeadParser.Framing.CLOSE;
    }

    @Override
    int next(byte[] into, int at, int most) throws IOException {
        return switch (framing) {
            case NONE -> -1;
            case LENGTH -> ofLength(into, at, most);
            case CHUNKED -> ofChunks(into, at, most);
            case CLOSE -> from < to ? take(into, at, most) : source.fill(into, at, most);
        };
    }

    private int ofLength(byte[] into, int at, int most) throws IOException {
        if (remaining == 0) {
            isClean &= from == to;
            return -1;
        }
        int wanted = (int) Math.min(most, remaining);
        int count = from < to ? take(into, at, wanted) : source.fill(into, at, wanted);
        if (count < 0) {
            throw ResponseFault.premature("closed after %d of %d body bytes".formatted(size(), size() + remaining));
        }
        remaining -= count;
        return count;
    }

    private int ofChunks(byte[] into, int at, int most) throws IOException {
        if (!begun) {
            begun = true;
            decode(ahead, from, to);
        }
        while (from == to && !decoder.isDone()) {
            ahead = own;
            int count = source.fill(own, 0, own.length);
            if (count < 0) {
                throw ResponseFault.premature("closed within a chunked body, after %d bytes of it".formatted(size()));
            }
            decode(own, 0, count);
        }
        return from == to ? -1 : take(into, at, most);
    }

    /** Decodes in place: data move to the front, over the framing. */
    private void decode(byte[] bytes, int start, int end) throws ResponseFault {
        from = start;
        to = start;
        int used = decoder.decode(bytes, start, end, this);
        isClean &= used == end;
    }

    @Override
    public void accept(byte[] bytes, int at, int length) {
        System.arraycopy(bytes, at, bytes, to, length);
        to += length;
    }

    private int take(byte[] into, int at, int most) {
        int count = Math.min(most, to - from);
        System.arraycopy(ahead, from, into, at, count);
        from += count;
        return count;
    }
}
