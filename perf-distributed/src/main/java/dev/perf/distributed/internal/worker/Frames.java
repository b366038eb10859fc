package dev.perf.distributed.internal.worker;

import dev.perf.engine.internal.wire.BadBytesException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Frames on a pipe: four bytes that nothing else begins with, which have the version of what is in them, the length, and
 * the content. The pipe is the standard output of a process that may run anything, so what is no frame is told from one.
 */
final class Frames {

    /** Changes with every change of {@link OrderCodec} or {@link ReportCodec}. */
    static final int VERSION = 2;

    /** Longer than any entry of a journal that series are limited for. */
    static final int MOST_BYTES = 64 << 20;

    private static final int MAGIC = 0xF5_50_46_00; // no byte of UTF-8, then "PF"

    private Frames() {}

    /** Writes frames; thread-safe. */
    static final class Writer {

        private final OutputStream out;
        private final ReentrantLock turn = new ReentrantLock();

        Writer(OutputStream out) {
            this.out = out;
        }

        void write(byte[] content) throws IOException {
            if (content.length > MOST_BYTES) {
                throw new IOException(
                        "a message has " + content.length + " bytes; at most " + MOST_BYTES + " are sent");
            }
            byte[] frame = new byte[8 + content.length];
            number(frame, 0, MAGIC | VERSION);
            number(frame, 4, content.length);
            System.arraycopy(content, 0, frame, 8, content.length);
            turn.lock();
            try {
                out.write(frame);
                out.flush();
            } finally {
                turn.unlock();
            }
        }

        private static void number(byte[] bytes, int at, int number) {
            for (int i = 0; i < 4; i++) {
                bytes[at + i] = (byte) (number >>> 8 * (3 - i));
            }
        }
    }

    /** Reads frames; for one thread. */
    static final class Reader {

        private final DataInputStream in;

        Reader(InputStream in) {
            this.in = new DataInputStream(in);
        }

        /**
         * Returns the content of the next frame; null at the end of the stream.
         *
         * @throws BadBytesException if there is something else
         */
        byte @Nullable [] read() throws IOException {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            int mark = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
            if ((mark & 0xFFFF_FF00) != MAGIC) {
                throw new BadBytesException("there is something else than messages on its standard output, which"
                        + " code that is not Java has written, or a process that was started with inheritIO()");
            }
            if ((mark & 0xFF) != VERSION) {
                throw new BadBytesException(
                        "its Perf speaks version " + (mark & 0xFF) + " of the messages, and this one " + VERSION
                                + "; give agents and test the same version of Perf");
            }
            int length = in.readInt();
            if (length < 0 || length > MOST_BYTES) {
                throw new BadBytesException(
                        "a message says that it has " + length + " bytes; at most " + MOST_BYTES + " are taken");
            }
            byte[] content = in.readNBytes(length); // grows as the bytes come
            if (content.length < length) {
                throw new EOFException("a message ends early");
            }
            return content;
        }
    }
}
