package dev.perf.engine.internal.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a journal goes. Written to by one thread, forced and closed by others. */
interface JournalFile extends Closeable {

    /** Hands all of {@code bytes} to the operating system, which keeps them when this process dies. */
    void write(ByteBuffer bytes) throws IOException;

    /** Brings what was written to the disk, where it survives the machine. */
    void force() throws IOException;
}
