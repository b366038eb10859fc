package dev.perf.distributed.internal.coordinator;

import java.io.IOException;

/** The class path of a run in parts, each known by its hash. Methods may block. Thread-safe. */
public interface Bundle {

    /** Returns what is in it, as caches of agents read it. */
    byte[] manifest();

    /**
     * Returns the length of a part, in bytes.
     *
     * @throws IOException if there is no such part
     */
    long length(String hash) throws IOException;

    /**
     * Returns some of a part.
     *
     * @param most how much at most
     * @throws IOException if it cannot be read, or has changed
     */
    byte[] read(String hash, long offset, int most) throws IOException;
}
