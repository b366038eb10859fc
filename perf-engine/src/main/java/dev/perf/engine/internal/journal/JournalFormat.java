package dev.perf.engine.internal.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perf.engine.internal.version.PerfVersion;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of a journal: a head with the version, then entries, each with its length and a checksum (CRC-32C, RFC
 * 3720) before it, by which one is told that was not written to its end.
 *
 * <pre>
 * "perf-journal"  format: 4 bytes  length: 4 bytes  version of Perf in UTF-8
 * length: 4 bytes  checksum: 4 bytes  entry
 * ...
 * </pre>
 */
final class JournalFormat {

    static final byte[] MAGIC = "perf-journal".getBytes(US_ASCII);

    /** To be raised whenever an entry is written in another way. */
    static final int VERSION = 4;

    /** Length and checksum. */
    static final int PREFIX = 2 * Integer.BYTES;

    private JournalFormat() {}

    static ByteBuffer head() {
        byte[] perf = PerfVersion.CURRENT.getBytes(UTF_8);
        return ByteBuffer.allocate(MAGIC.length + 2 * Integer.BYTES + perf.length)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(perf.length)
                .put(perf)
                .flip();
    }

    static ByteBuffer framed(byte[] entry) {
        return ByteBuffer.allocate(PREFIX + entry.length)
                .putInt(entry.length)
                .putInt(checksum(entry))
                .put(entry)
                .flip();
    }

    static int checksum(byte[] entry) {
        var checksum = new CRC32C();
        checksum.update(entry);
        return (int) checksum.getValue();
    }
}
