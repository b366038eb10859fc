package dev.perf.engine.internal.http;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import org.brotli.dec.BrotliInputStream;

/** Codings that are supported where their library is on the class path: Perf does not bring one along. */
final class OptionalCoding {

    /** Whether {@code org.brotli:dec} is there. */
    static final boolean BROTLI = isThere(() -> BrotliInputStream.DEFAULT_INTERNAL_BUFFER_SIZE > 0 && links());

    /** Whether {@code com.github.luben:zstd-jni} is there, and has its native part for this platform. */
    static final boolean ZSTD = isThere(() -> Zstd.maxCompressionLevel() > 0);

    private interface Probe {
        boolean run() throws IOException;
    }

    private OptionalCoding() {}

    static InputStream brotli(InputStream packed) throws IOException {
        return new BrotliInputStream(packed);
    }

    static InputStream zstd(InputStream packed) throws IOException {
        return new ZstdInputStreamNoFinalizer(packed);
    }

    /** The constant above is the compiler's; this asks for the class. */
    private static boolean links() throws IOException {
        try (InputStream stream = brotli(InputStream.nullInputStream())) {
            return stream != null;
        } catch (IOException broken) {
            return true; // an empty stream is none, but the library is there
        }
    }

    private static boolean isThere(Probe probe) {
        try {
            return probe.run();
        } catch (LinkageError | IOException absent) {
            return false;
        }
    }
}
