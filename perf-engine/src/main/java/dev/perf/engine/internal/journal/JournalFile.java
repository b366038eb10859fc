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

    /** Makes an empty file beside this one, which nobody takes for the journal. */
    JournalFile successor() throws IOException;

    /** Becomes the journal in place of the file that this is the successor of: whoever looks finds the one or the other. */
    void succeed() throws IOException;

    /** Closes a successor that is not needed, and deletes it; does nothing else, whatever happens. */
    void discard();
}
