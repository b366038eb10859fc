package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RequestBody} being read: tells its failures from those of the connection, and holds it to its length.
 *
 * <p>Belongs to one thread; {@link #fault} may be asked by another one.
 */
final class BodySource extends InputStream {

    private final InputStream source;
    private final long length;
    private volatile long count; // written by one thread at a time
    private volatile @Nullable BodyFault fault;

    private BodySource(InputStream source, long length) {
        this.source = source;
        this.length = length;
    }

    /** Opens {@code body}. */
    static BodySource open(RequestBody body) throws BodyFault {
        try {
            return new BodySource(body.open(), body.length());
        } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
            throw BodyFault.ofRequest(e);
        }
    }

    /** Why reading failed, or null where it did not. */
    @Nullable
    BodyFault fault() {
        return fault;
    }

    /** Bytes read so far. */
    long size() {
        return count;
    }

    @Override
    public int read() throws BodyFault {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int most) throws BodyFault {
        try {
            int got = source.read(to, from, most);
            if (got > 0) {
                long now = count + got;
                count = now;
            }
            checkLength(got < 0);
            return got;
        } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
            BodyFault why = BodyFault.ofRequest(e);
            fault = why;
            throw why;
        }
    }

    private void checkLength(boolean ended) throws BodyFault {
        if (length >= 0 && (count > length || ended && count < length)) {
            throw BodyFault.ofRequest("the request's body %s, but its length was given as %d bytes"
                    .formatted(
                            ended
                                    ? "ended after %d bytes".formatted(count)
                                    : "has more than %d bytes".formatted(length),
                            length));
        }
    }

    /** What fails here comes after all has been read, so nothing is lost by it. */
    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException | RuntimeException ignored) {
            // as said
        }
    }
}
