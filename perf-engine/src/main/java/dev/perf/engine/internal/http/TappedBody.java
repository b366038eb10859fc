package dev.perf.engine.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response's body, unpacked while it is read; what is read goes into checksums, a file and memory, too.
 *
 * <p>What is kept in memory is bounded. What streams by may be longer, but not by more than two hundred times what came
 * over the wire: such a body is made to fill disks.
 */
final class TappedBody extends InputStream {

    private static final int MOST_GROWTH = 200;

    private final Counted packed;
    private final List<String> codings;
    private final BodyDigests.Running digests;
    private final @Nullable SavedFile file;
    private final @Nullable ByteArrayOutputStream kept;
    private final int maxBodyBytes;
    private @Nullable InputStream unpacked;
    private @Nullable Exception failure;
    private boolean closed;

    TappedBody(
            InputStream packed,
            List<String> codings,
            BodyDigests.Running digests,
            @Nullable SavedFile file,
            boolean keep,
            int maxBodyBytes) {
        this.packed = new Counted(packed);
        this.codings = codings;
        this.digests = digests;
        this.file = file;
        this.kept = keep ? new ByteArrayOutputStream() : null;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Returns the unpacked body, or null where it was not to be kept. */
    byte @Nullable [] kept() {
        return kept == null ? null : kept.toByteArray();
    }

    /** Reads what is left. */
    void finish() throws IOException {
        byte[] rest = new byte[16 * 1024];
        while (read(rest, 0, rest.length) >= 0) {
            continue;
        }
    }

    /** Throws what reading threw before, whatever has become of that. */
    void rethrow() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException broken -> throw broken;
            case RuntimeException broken -> throw broken;
            default -> throw new IllegalStateException(failure);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int most) throws IOException {
        rethrow();
        try {
            int count = unpack(to, from, most);
            if (count > 0) {
                take(to, from, count);
            }
            return count;
        } catch (IOException | RuntimeException broken) {
            failure = broken;
            throw broken;
        }
    }

    private int unpack(byte[] to, int from, int most) throws IOException {
        try {
            InputStream stream = unpacked;
            if (stream == null) {
                stream = ContentCoding.open(codings, packed);
                unpacked = stream;
            }
            return stream.read(to, from, most);
        } catch (IOException | RuntimeException broken) {
            if (codings.isEmpty() || packed.hasFailed) {
                throw broken;
            }
            throw ContentCoding.malformed(codings, broken);
        }
    }

    private void take(byte[] bytes, int from, int count) throws IOException {
        digests.update(bytes, from, count);
        if (digests.length() > maxBodyBytes && digests.length() > MOST_GROWTH * packed.count) {
            throw new MalformedBodyException(
                    "limit",
                    "body is more than " + MOST_GROWTH + " times as long unpacked as it came; raise maxBodyBytes");
        }
        if (kept != null) {
            if (digests.length() > maxBodyBytes) {
                throw ContentCoding.tooLong(maxBodyBytes);
            }
            kept.write(bytes, from, count);
        }
        if (file != null) {
            file.write(bytes, from, count);
        }
    }

    /** Without effect for the user, who may still be followed by {@link #finish}. */
    @Override
    public void close() {}

    /** Frees what unpacks. */
    void free() throws IOException {
        if (unpacked != null && !closed) {
            closed = true;
            unpacked.close();
        }
    }

    /** What comes over the wire. */
    private static final class Counted extends InputStream {
        private final InputStream in;
        private long count;
        private boolean hasFailed;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int most) throws IOException {
            try {
                int got = in.read(to, from, most);
                count += Math.max(0, got);
                return got;
            } catch (IOException broken) {
                hasFailed = true;
                throw broken;
            }
        }
    }
}
