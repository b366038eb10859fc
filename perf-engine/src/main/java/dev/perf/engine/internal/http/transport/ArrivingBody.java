package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response while it arrives, as a {@link BodyReader} sees it: remembers why the connection failed, so that
 * this is told from failures of the reader, and counts.
 */
abstract class ArrivingBody extends InputStream {

    private final ExchangeLimits limits;
    private @Nullable IOException failure;
    private long size;

    ArrivingBody(ExchangeLimits limits) {
        this.limits = limits;
    }

    /** Reads as {@link InputStream#read(byte[], int, int)}; {@code most} is positive. */
    abstract int next(byte[] to, int from, int most) throws IOException;

    /** Bytes read so far. */
    long size() {
        return size;
    }

    /** Gives the body to {@code reader} and discards what that leaves. */
    void handTo(BodyReader reader, Exchange exchange, Buffers buffers) throws IOException {
        try {
            reader.read(exchange, this);
        } catch (IOException | RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            throw failure == null ? BodyFault.ofResponse(thrown) : failure;
        }
        byte[] rest = buffers.large.take();
        try {
            while (read(rest, 0, rest.length) >= 0) {
                continue;
            }
        } finally {
            buffers.give(rest);
        }
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] to, int from, int most) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (most == 0) {
            return 0;
        }
        try {
            int count = next(to, from, most);
            if (count > 0) {
                size += count;
                limits.checkBodySize(size, false);
            }
            return count;
        } catch (IOException broken) {
            failure = broken;
            throw broken;
        }
    }

    /** Says that there may be more: packers of several members ask this before they look for the next one. */
    @Override
    public int available() {
        return 1;
    }
}
