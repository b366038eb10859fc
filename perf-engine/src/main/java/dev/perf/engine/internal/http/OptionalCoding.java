package dev.perf.engine.internal.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * Codings that are supported where their library is on the class path: Perf does not bring one along.
 *
 * <p>Each library is named in a class of its own only, which cannot be linked where it is missing. The probes are lambdas
 * because a reference to their methods would be linked before anybody catches that.
 */
final class OptionalCoding {

    /** Whether {@code org.brotli:dec} is there. */
    static final boolean BROTLI = isThere(() -> Brotli.probe());

    /** Whether {@code com.github.luben:zstd-jni} is there, and has its native part for this platform. */
    static final boolean ZSTD = isThere(() -> Zstd.probe());

    private OptionalCoding() {}

    static InputStream brotli(InputStream packed) throws IOException {
        return Brotli.open(packed);
    }

    static InputStream zstd(InputStream packed) throws IOException {
        return Zstd.open(packed);
    }

    private static boolean isThere(Runnable probe) {
        try {
            probe.run();
            return true;
        } catch (LinkageError absent) {
            return false;
        }
    }

    private static final class Brotli {
        static void probe() {
            try (InputStream stream = open(InputStream.nullInputStream())) {
                stream.available();
            } catch (IOException linked) {
                // nothing is no Brotli, but the library is there to say so
            }
        }

        static InputStream open(InputStream packed) throws IOException {
            return new BrotliInputStream(packed);
        }
    }

    private static final class Zstd {
        static void probe() {
            com.github.luben.zstd.Zstd.maxCompressionLevel(); // loads the native part
        }

        static InputStream open(InputStream packed) throws IOException {
            return new ZstdInputStreamNoFinalizer(packed);
        }
    }
}
